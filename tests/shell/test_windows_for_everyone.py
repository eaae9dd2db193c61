"""The windows around the wizard for everyone: named for screen readers, readable in the dark, whole when narrow."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTranslator
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import SecretStoreMissing, StoreTooNew
from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.about_dialog import AboutDialog
from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.app_credentials_dialog import AppCredentialsDialog
from lmb_desktop.shell.app_help_dialog import AppHelpDialog
from lmb_desktop.shell.ask_owner_dialog import AskOwnerDialog
from lmb_desktop.shell.crash_notice import CrashDialog
from lmb_desktop.shell.delete_dialog import DeleteDialog
from lmb_desktop.shell.diagnostics_dialog import DiagnosticsDialog
from lmb_desktop.shell.disconnect_dialog import DisconnectLedgerDialog, DisconnectSellerDialog
from lmb_desktop.shell.export_dialog import ExportDialog
from lmb_desktop.shell.import_dialog import ImportDialog
from lmb_desktop.shell.link_dialog import LinkDialog
from lmb_desktop.shell.move_dialog import MoveDialog
from lmb_desktop.shell.settings_dialog import SettingsDialog
from lmb_desktop.shell.start_problem import StartProblem
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.practice_band import PracticeBand
from lmb_desktop.widgets.tokens import current_tokens
from tests.fakes.shown_accounts import WindowDesk, clients_of_a_practice, twelve_accounts
from tests.shell.conftest import OpenWindow
from tests.widgets.palettes import PALETTES, palette_of

SPOKEN = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTabWidget)
QTS_OWN = (QHeaderView, QScrollBar, QTabBar)

FERN_EU = next(view for view in twelve_accounts().accounts if view.account.name == "Fern & Slate EU")
MAKERS: dict[str, Callable[[WindowDesk, QWidget], QWidget]] = {
    "app credentials": lambda desk, parent: AppCredentialsDialog(desk.parts(), "", parent),
    "help": lambda desk, parent: AppHelpDialog(parent),
    "about": lambda desk, parent: AboutDialog(parent),
    "start problem": lambda desk, parent: StartProblem(StoreTooNew(step=9), parent),
    "crash": lambda desk, parent: CrashDialog("a report", parent),
    "keyring": lambda desk, parent: KeyringDialog(SecretStoreMissing(), parent),
    "disconnect ledger": lambda desk, parent: DisconnectLedgerDialog(
        FERN_EU, twelve_accounts(), desk.parts(), parent=parent
    ),
    "disconnect Amazon": lambda desk, parent: DisconnectSellerDialog(FERN_EU, desk.parts(), parent),
    "delete": lambda desk, parent: DeleteDialog(FERN_EU, desk.parts(), parent),
    "move": lambda desk, parent: MoveDialog([FERN_EU], twelve_accounts(), parent),
    "ask the owner": lambda desk, parent: AskOwnerDialog(FERN_EU, desk.parts(), parent),
    "link": lambda desk, parent: LinkDialog("https://sellercentral.amazon.com/", parent),
    "export": lambda desk, parent: ExportDialog([FERN_EU], desk.parts(), parent),
    "import": lambda desk, parent: ImportDialog("nowhere.json", desk.parts(), parent),
    "diagnostics": lambda desk, parent: DiagnosticsDialog(lambda: "a report", desk.parts(), parent),
    "settings": lambda desk, parent: SettingsDialog(desk.parts(), parent),
}


def nameless(window: QWidget) -> list[str]:
    """List the controls of a window that a screen reader could not name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, SPOKEN)
        and not isinstance(widget, QTS_OWN)
        and not is_inside(widget, (QComboBox, QTabBar))
        and not widget.objectName().startswith("qt_")
        and not is_waiting(widget, window)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def is_waiting(widget: QWidget, window: QWidget) -> bool:
    """Tell whether a button is hidden and empty until there is something to say."""
    is_empty = isinstance(widget, QAbstractButton) and not widget.text() and widget.icon().isNull()
    return is_empty and not widget.isVisibleTo(window)


def is_inside(widget: QWidget, kinds: tuple[type, ...]) -> bool:
    """Tell whether a widget is a part that Qt gives a control of these kinds."""
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, kinds) or is_inside(parent, kinds))


def without_identifier(window: QWidget) -> list[str]:
    """List the named controls whose accessible identifier is another."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView)
    return [
        widget.objectName()
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.objectName()
        and not widget.objectName().startswith("qt_")
        and widget.accessibleIdentifier() != widget.objectName()
        and not is_inside(widget, (QComboBox, QTabBar))
    ]


def named_twice(window: QWidget) -> list[str]:
    """List the names that two visible controls of a window bear."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible() and part.accessibleIdentifier()]
    return sorted(name for name, count in Counter(part.objectName() for part in parts).items() if count > 1)


@pytest.fixture
def dressed() -> Iterator[Callable[[str], None]]:
    """Give a function that changes the palette; it is put back."""
    before = QApplication.palette()

    def dress(name: str) -> None:
        QApplication.setPalette(palette_of(PALETTES[name]))
        QApplication.processEvents()

    yield dress
    QApplication.setPalette(before)


@pytest.mark.parametrize(
    "shown", [Overview(), twelve_accounts(), clients_of_a_practice()], ids=["empty", "twelve", "clients"]
)
def test_every_control_of_the_window_has_a_name(open_window: OpenWindow, shown: Overview) -> None:
    window = open_window(shown, is_practice=True)
    assert nameless(window) == []
    assert without_identifier(window) == []
    assert named_twice(window) == []
    assert window.accessibleName()


@pytest.mark.parametrize("name", MAKERS)
def test_every_control_of_a_dialog_has_a_name(desk: WindowDesk, qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = MAKERS[name](desk, parent)
    dialog.show()
    assert nameless(dialog) == []
    assert without_identifier(dialog) == []
    assert named_twice(dialog) == []
    assert dialog.accessibleName()
    assert dialog.objectName() == dialog.accessibleIdentifier() != ""
    dialog.close()


EVERYWHERE = re.compile("practiceBand|leavePracticeButton|notice.*|detailsButton|copyDetailsButton")
"""What every window has under the same name (design, section 8)."""


@pytest.mark.parametrize("name", MAKERS)
def test_no_control_of_a_dialog_bears_a_name_of_the_window_below(
    desk: WindowDesk, open_window: OpenWindow, name: str
) -> None:
    window = open_window(clients_of_a_practice(), is_practice=True)
    MAKERS[name](desk, window).show()
    assert [one for one in named_twice(window) if not EVERYWHERE.fullmatch(one)] == []


@pytest.mark.parametrize("name", MAKERS)
def test_a_dialog_over_a_window_in_practice_mode_says_so_in_band_and_title(
    desk: WindowDesk, open_window: OpenWindow, qtbot: QtBot, name: str
) -> None:
    dialog = MAKERS[name](desk, open_window(twelve_accounts(), is_practice=True))
    assert dialog.findChild(PracticeBand) is not None
    assert dialog.windowTitle().endswith(" (practice)")
    assert dialog.windowTitle().count("(practice)") == 1
    assert dialog.accessibleName() == dialog.windowTitle()
    plain = QWidget()
    qtbot.addWidget(plain)
    assert "practice" not in MAKERS[name](desk, plain).windowTitle()


@pytest.mark.parametrize("name", MAKERS)
def test_every_dialog_has_one_default_button(desk: WindowDesk, qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = MAKERS[name](desk, parent)
    dialog.show()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    defaults = [each for each in dialog.findChildren(QAbstractButton) if each.property("default")]
    assert len(defaults) == 1
    dialog.close()


@pytest.mark.parametrize("name", ["pictures, dark", "high contrast, black"])
def test_colours_follow_the_system_while_the_window_is_open(
    open_window: OpenWindow, dressed: Callable[[str], None], name: str
) -> None:
    window = open_window(twelve_accounts())
    dressed(name)
    page = QApplication.palette().color(QPalette.ColorRole.Base)
    table = window.findChild(QAbstractItemView, "accountsTable")
    picture = window.grab().toImage()
    below_the_rows = table.viewport().mapTo(window, QPoint(5, table.viewport().height() - 5))
    assert picture.pixelColor(below_the_rows * picture.devicePixelRatio()).name() == page.name()


def test_the_foot_of_the_window_shows_the_whole_text_at_its_least_size(open_window: OpenWindow) -> None:
    window = open_window(twelve_accounts())
    window.resize(1024, 640)
    for name in ("needsYouButton", "checkAllButton", "accountMenuButton", "checkNowButton"):
        button = window.findChild(QWidget, name)
        assert button.width() >= button.sizeHint().width(), name


class Longer(QTranslator):
    """Lengthens every text by 40 percent."""

    def translate(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str:
        return source + " long" * -(-len(source) // 12) if len(source) > 4 else source


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    """Speak a language whose texts are longer."""
    translator = Longer()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def cut_off(part: QWidget) -> list[str]:
    """List the texts of a part that have less room than they need."""
    labels = [label for label in part.findChildren(QLabel) if label.isVisible() and label.text()]
    low = [
        label.text() for label in labels if label.wordWrap() and label.height() < label.heightForWidth(label.width())
    ]
    narrow = [label.text() for label in labels if not label.wordWrap() and label.width() < label.sizeHint().width()]
    buttons = [button for button in part.findChildren(QAbstractButton) if button.isVisible() and button.text()]
    return [*low, *narrow, *(button.text() for button in buttons if button.width() < button.minimumSizeHint().width())]


@pytest.mark.parametrize("account_id", ["fern-&-slate-eu", "saltmarsh-uk", "kestrel-au", "harbour-tea-jp"])
def test_no_detail_is_cut_off_in_a_longer_language(
    open_window: OpenWindow, longer: None, qtbot: QtBot, account_id: str
) -> None:
    window = open_window(clients_of_a_practice())
    window.select_account(account_id)
    qtbot.waitUntil(lambda: cut_off(window.findChild(QWidget, "detailsPane")) == [])


def test_a_client_and_several_accounts_are_not_cut_off_either(
    open_window: OpenWindow, longer: None, qtbot: QtBot
) -> None:
    window = open_window(clients_of_a_practice())
    table, pane = window.findChild(AccountsTable, "accountsTable"), window.findChild(QWidget, "detailsPane")
    table.select_client("Harbour Tea Ltd")
    qtbot.waitUntil(lambda: cut_off(pane) == [])
    table.selectAll()
    qtbot.waitUntil(lambda: cut_off(pane) == [])


@pytest.mark.parametrize("name", ["pictures, light", "high contrast, black", "high contrast, sand"])
def test_a_selected_client_stands_on_the_accent(
    open_window: OpenWindow, dressed: Callable[[str], None], name: str
) -> None:
    window = open_window(clients_of_a_practice())
    dressed(name)
    table = window.findChild(AccountsTable, "accountsTable")
    table.select_client("Harbour Tea Ltd")
    QApplication.processEvents()
    row = table.visualRect(table.currentIndex())
    picture = table.viewport().grab().toImage()
    place = QPoint(table.viewport().width() - 5, row.center().y()) * picture.devicePixelRatio()
    assert picture.pixelColor(place).name() == current_tokens().accent.name()


def test_the_list_is_mirrored_in_a_language_read_from_the_right(open_window: OpenWindow) -> None:
    window = open_window(clients_of_a_practice())
    table = window.findChild(AccountsTable, "accountsTable")
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    table.select_client("Harbour Tea Ltd")
    QApplication.processEvents()
    picture = table.viewport().grab().toImage()
    y = table.visualRect(table.currentIndex()).center().y()
    colours = {picture.pixelColor(QPoint(x, y) * picture.devicePixelRatio()).name() for x in range(2, 60)}
    assert colours == {current_tokens().accent.name()}
