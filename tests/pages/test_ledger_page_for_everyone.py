"""Page 4 can be read aloud and used with the keyboard alone, in every stage and in longer languages."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from lmb_desktop.core.overview import Overview
from tests.fakes.ledger_ports import HARBOUR_TEA, IRELAND, grant_of, link_view, other_account

PUBLISHED = {
    "cards": ("connectXeroButton", "connectQuickBooksButton", "existingLedgerCombo", "useExistingLedgerButton"),
    "browser": ("openInBrowserButton", "pastedAddressEdit", "usePastedAddressButton"),
    "choice": ("organisationCombo", "confirmOrganisationButton"),
}


def at_stage(stage, ledger_page):
    link = link_view()
    shown = ledger_page(known=Overview((other_account(link),), (link,)))
    if stage == "browser":
        shown.in_browser()
    elif stage == "choice":
        shown.signed_in(grant_of(HARBOUR_TEA, IRELAND))
        shown.choose("Harbour Tea Ltd")
        shown.rest()
    return shown


def spoken_name(widget):
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize("stage", list(PUBLISHED))
def test_every_control_has_a_name(stage, ledger_page):
    shown = at_stage(stage, ledger_page)
    controls = [
        one
        for one in shown.page.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(one, QLabel)
    ]
    assert [one.objectName() or repr(one) for one in controls if not spoken_name(one)] == []


@pytest.mark.parametrize("stage", list(PUBLISHED))
def test_published_names_are_there_for_automation_too(stage, ledger_page):
    shown = at_stage(stage, ledger_page)
    for name in PUBLISHED[stage]:
        widget = shown.find(name)
        assert widget is not None, name
        assert widget.accessibleIdentifier() == name


@pytest.mark.parametrize("stage", list(PUBLISHED))
def test_mnemonics_are_unique_and_leave_the_wizards_own_alone(stage, ledger_page):
    shown = at_stage(stage, ledger_page)
    texts = [one.text() for one in shown.page.findChildren(QWidget) if one.isVisible() and hasattr(one, "text")]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in str(text).replace("&&", "")]
    assert sorted(letters) == sorted(set(letters) - {"n", "b", "f"})


class Longer(QTranslator):
    """Lengthens every text by 40 percent."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return source + " long" * -(-len(source) // 12) if len(source) > 4 else source


@pytest.fixture
def longer(qapp):
    translator = Longer()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def cut_off(page: QWidget) -> list[str]:
    """List the wrapped texts that have less height than they need."""
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text() and one.wordWrap()]
    return [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]


@pytest.mark.parametrize("stage", list(PUBLISHED))
def test_nothing_is_cut_off_in_a_longer_language(stage, ledger_page, longer):
    shown = at_stage(stage, ledger_page)
    shown.page.resize(720, 560)
    shown.qtbot.waitUntil(lambda: shown.page.width() == 720)
    # Wrapped texts take their height a turn of the event loop after their width.
    shown.qtbot.waitUntil(lambda: cut_off(shown.page) == [])
    labels = [one for one in shown.page.findChildren(QLabel) if one.isVisible() and one.text()]
    narrow = [one.text() for one in labels if not one.wordWrap() and one.width() < one.sizeHint().width()]
    assert narrow == []
    buttons = [one for one in shown.page.findChildren(QAbstractButton) if one.isVisible()]
    assert [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()] == []
