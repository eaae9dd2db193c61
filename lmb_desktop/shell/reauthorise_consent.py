"""ConsentHere: Amazon's consent page inside the dialog that authorises Amazon again. Judges and saves nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.pages.authorise_steps import by_hand_subtitle
from lmb_desktop.pages.consent_panel import ConsentPanel
from lmb_desktop.pages.consent_troubles import Remedy, troubles
from lmb_desktop.shell.reauthorise_view import ReauthoriseView
from lmb_desktop.shell.sign_in_room import SignInRoom
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.sign_in_parts import SignInParts


class ConsentHere(QObject):
    """Lead through a consent in the place of the dialog's content, and say what Amazon's page refused."""

    authorised = Signal(object)
    """A SellerGrant, whoever's it is."""
    visit_wanted = Signal()
    """Amazon's page does not take this app; a refresh token is to be made in Develop apps."""
    own_app_wanted = Signal()
    """The seller's own app is to be used in place of the program's."""

    def __init__(self, dialog: ReauthoriseView, sign_in: SignInParts, book: MarketplaceBook) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._region = book.region(dialog.draft.region)
        self._usual_words = (dialog.head.title(), dialog.head.text())
        self.panel = ConsentPanel(sign_in, book, dialog.act)
        self._room = SignInRoom(dialog, self.panel)
        dialog.here_button.clicked.connect(self.start)
        self.panel.stage_changed.connect(self._on_stage_changed)
        self.panel.main_step_changed.connect(self._show_step)
        self.panel.page_failed.connect(self._on_page_failed)
        self.panel.authorised.connect(self.authorised)
        self.panel.app_credentials_wanted.connect(self._ask_for_credentials)
        self.panel.help_wanted.connect(dialog.help_wanted)

    @property
    def is_busy(self) -> bool:
        """Tell whether a consent is under way."""
        return self.panel.is_busy

    def start(self) -> None:
        """Begin a new consent."""
        self._start(is_draft=False)

    def stop(self) -> None:
        """End a consent that is under way, and its page."""
        if self.panel.is_busy:
            self.panel.stop()

    def _start(self, *, is_draft: bool) -> None:
        self.panel.start(self._region.slug, is_draft=is_draft)

    def _on_stage_changed(self) -> None:
        stage = self.panel.stage
        self._room.show_stage(stage)
        self._room.resize_for(stage)
        title, text = self._usual_words
        self._dialog.head.show_words(title, by_hand_subtitle() if stage is Stage.BROWSER else text)
        self._dialog.show_asked(is_busy=self.is_busy)
        self._show_step()
        wanted = self.panel.first_focus() if self.is_busy else self._dialog.here_button
        if wanted is not None and self._dialog.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self) -> None:
        if self.panel.stage is Stage.CLOSED:
            self._dialog.show_step()
        else:
            self._dialog.show_main_step(self.panel.main_step())

    def _on_page_failed(self, code: str) -> None:
        trouble = troubles(self._region.name, is_here=True)[code]
        acts: dict[Remedy, Callable[[], None]] = {
            Remedy.APP_CREDENTIALS: self._ask_for_credentials,
            Remedy.AS_DRAFT: lambda: self._start(is_draft=True),
            Remedy.AGAIN: self.start,
            Remedy.VISIT: self.visit_wanted.emit,
            Remedy.OWN_APP: self.own_app_wanted.emit,
        }
        self._dialog.act.show(trouble.message, acts.get(trouble.remedy))

    def _ask_for_credentials(self) -> None:
        self._dialog.app_credentials_wanted.emit("amazon")
