"""HalfDialog: what the dialogs that mend or change one half of an account share. Asks and saves nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lmb_desktop.core.errors import AccountGone, LinkGone, LmbError
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.dialog_frame import MARGIN, DialogFrame
from lmb_desktop.widgets.facts_panel import FactsPanel
from lmb_desktop.widgets.fitting_scroll import FittingScroll
from lmb_desktop.widgets.hint_line import HintLine
from lmb_desktop.widgets.keyring_dialog import KeyringQuestion
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.notice_act import NoticeAct
from lmb_desktop.widgets.state_header import StateHeader


class HalfDialog(DialogFrame):
    """Head, content that scrolls where there is no room, and at the foot the hint or the one notice.

    It may be closed at any time. A save under way goes on: the dialog is only hidden until it has told the outcome.
    """

    accounts_changed = Signal()
    """Something was saved; it also comes after the dialog was closed."""
    app_credentials_wanted = Signal(str)
    """The user wants to enter app credentials (`amazon`, `xero` or `quickbooks`)."""
    told = Signal(str, str)
    """Title and text of a good end that came after the dialog was closed; the window below says it."""
    left_behind = Signal(object)
    """A LeftBehind that came after the dialog was closed, with something still to be done about it."""

    def __init__(self, name: str, title: str, parts: WindowParts, *, head: StateHeader, parent: QWidget) -> None:
        super().__init__(name, title, parent)
        self._parts = parts
        self._is_left = False
        self.head = head
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.column.setSpacing(14)
        self.facts = FactsPanel()
        self.place = FittingScroll(self.content)
        self.hint = HintLine("")
        self.notice = Notice()
        self.act = NoticeAct(self.notice)
        self.keyring = KeyringQuestion(self, self.notice, parts.tasks, work=parts.work)
        self._foot = QWidget()
        self._head = QWidget()
        self._lay_out()
        self.head.folded_or_unfolded.connect(self._fit_soon)
        self.notice.changed.connect(self._on_notice_changed)
        self.notice.help_wanted.connect(self.help_wanted)
        self.place.wanted_changed.connect(self._fit_soon)

    def is_saving(self) -> bool:
        """Tell whether a save is under way; subclasses know."""
        return False

    def stop_work(self) -> None:
        """Stop what can be stopped; a save goes on."""

    def settings_changed(self) -> None:
        """Look at the service settings again, as after app credentials were entered."""

    def done(self, result: int) -> None:
        """Stop what is under way and close."""
        self.stop_work()
        super().done(result)

    def leave(self) -> None:
        """Go for good, but not before a save under way has told its outcome."""
        self._is_left = True
        self.go_if_left()

    def tell_saved(self) -> None:
        """Tell that something was saved."""
        self.accounts_changed.emit()
        self.go_if_left()

    def tell_failed(self, error: LmbError) -> bool:
        """Let the windows show an error that this dialog cannot show any more; False where it can."""
        if isinstance(error, (AccountGone, LinkGone)):
            # The windows still show what another program has taken away.
            self.accounts_changed.emit()
        if self._is_left:
            self._parts.tasks.failed_unheard.emit(error)
            self.go_if_left()
        return self._is_left

    def go_if_left(self) -> None:
        """Go for good where only the outcome of a save was waited for."""
        if self._is_left and not self.is_saving():
            self.deleteLater()

    def show_frame(self, *, is_shown: bool) -> None:
        """Show head and foot, or lend their room to a sign-in page."""
        self._head.setVisible(is_shown)
        self._foot.setVisible(is_shown)

    def show_main_step(self, step: QPushButton | None) -> None:
        """Fill the button that is the next thing to do, and let Enter press it."""
        for button in self.findChildren(MainButton):
            if button.window() is self:
                button.setMainStep(button is step)
        if step is not None:
            step.setDefault(True)

    def show_closing(self, button: QPushButton) -> None:
        """Offer nothing but closing: all is done."""
        for other in self.findChildren(MainButton):
            if other.parentWidget() is button.parentWidget():
                other.setVisible(other is button)
        self.show_main_step(button)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        card = Card("facts")
        inside = card.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addWidget(self.facts)
        self.column.addWidget(card)
        head, foot = QVBoxLayout(self._head), QVBoxLayout(self._foot)
        head.setContentsMargins(MARGIN, MARGIN, MARGIN, 18)
        head.addWidget(self.head)
        foot.setContentsMargins(MARGIN, 14, MARGIN, 16)
        foot.addWidget(self.hint)
        foot.addWidget(self.notice)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self._head)
        self.body.addWidget(self.place, 1)
        self.body.addWidget(self._foot)

    def _on_notice_changed(self) -> None:
        # The hint steps aside while there is news; no empty frame stands for either.
        self.hint.setVisible(bool(self.hint.text()) and self.notice.property("kind") == "none")
        self._fit_soon()

    def _fit_soon(self) -> None:
        # Wrapped texts know their height a turn of the event loop after their width.
        QTimer.singleShot(0, self, self.fit_height)
