"""LedgerDialog: page 4's sign-in inside a dialog, up to the saved ledger half. What is saved, subclasses say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from lmb_desktop.core.account import currencies_of
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.fitting import Books, Misfit, Receiver, misfits
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.sign_in import OrganisationFacts, Provider
from lmb_desktop.pages.ledger_saving import LedgerSaving, SavedLedger
from lmb_desktop.pages.ledger_saving_news import LedgerSavingNews
from lmb_desktop.pages.ledger_suggestions import users_of
from lmb_desktop.pages.left_words import has_to_be_told, show_left
from lmb_desktop.shell.half_dialog import HalfDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.sign_in_room import SignInRoom
from lmb_desktop.widgets.ledger_sign_in import ChosenOrganisation, LedgerSignInPanel, Stage
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.organisation_facts import ForAccount
from lmb_desktop.widgets.sign_in_flow import Way
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.state_header import StateHeader


class LedgerDialog(HalfDialog):
    """Lead through a sign-in and a save; the dialog's own content stands aside for the sign-in's page."""

    closing: QPushButton
    """The one button once all is done; each dialog adds its own."""

    def __init__(
        self,
        name: str,
        title: str,
        parts: WindowParts,
        *,
        view: AccountView,
        sign_in: SignInParts,
        head: StateHeader,
        parent: QWidget,
    ) -> None:
        super().__init__(name, title, parts, head=head, parent=parent)
        self.view = view
        self.known = Overview()
        self.is_done = False
        self._usual_words = (head.title(), head.text())
        self.panel = LedgerSignInPanel(sign_in, self.act, self.for_account)
        self.saving = LedgerSaving(parts.tasks, parts.work, self)
        self.saving_news = LedgerSavingNews(self.saving, self.act, self.panel, keyring_name=parts.keyring_name)
        self._room = SignInRoom(self, self.panel)
        self._connect()

    def expected_id(self) -> str:
        """Return the id of the organisation that must come back; none where any may."""
        return ""

    def expected_name(self) -> str:
        """Return the name of that organisation."""
        return ""

    def idle_step(self) -> QPushButton | None:
        """Return the next thing to do while no sign-in is open."""
        return None

    def show_idle(self, *, is_busy: bool, is_idle: bool) -> None:
        """Show what can be pressed: nothing while busy, and only the sign-in's own while one is open."""
        raise NotImplementedError

    def save(self, chosen: ChosenOrganisation) -> None:
        """Save what the person confirmed."""
        raise NotImplementedError

    def outcome(self, saved: SavedLedger) -> tuple[str, str]:
        """Say what has been saved, as a title and a text."""
        raise NotImplementedError

    def show_saved(self, saved: SavedLedger) -> None:
        """Show the facts of what has been saved, below what is said of it."""

    def show_known(self) -> None:
        """Show what was read about all accounts."""

    def for_account(self) -> ForAccount:
        """Return the account as the choice of an organisation shows it."""
        account = self.view.account

        def used_by(provider: Provider, organisation_id: str) -> tuple[str, ...]:
            return tuple(name for name in users_of(self.known, provider, organisation_id) if name != account.name)

        def misfits_of(provider: Provider, facts: OrganisationFacts) -> tuple[Misfit, ...]:
            return self.misfits_of(Books.read(provider, facts))

        return ForAccount(
            account.name,
            self.receiver.currencies,
            used_by,
            misfits_of,
            expected_id=self.expected_id(),
            expected_name=self.expected_name(),
        )

    @property
    def receiver(self) -> Receiver:
        """Return the account as an organisation must fit it."""
        account = self.view.account
        return Receiver(account.id, account.name, account.client or "", currencies_of(account.selling_in))

    def misfits_of(self, books: Books) -> tuple[Misfit, ...]:
        """Return what does not fit of an organisation."""
        return misfits(self.receiver, books, self.known.accounts)

    def is_saving(self) -> bool:
        """Tell whether a save is under way."""
        return self.saving.is_busy

    def stop_work(self) -> None:
        """End the sign-in and its page; a save that has begun goes on."""
        self.saving.forget()
        self.panel.stop()

    def settings_changed(self) -> None:
        """Look again at which providers can be asked."""
        self.show_state()

    def start(self, provider: Provider, way: Way = Way.VIEW) -> None:
        """Begin a sign-in."""
        self.panel.start(provider, way)
        self.show_state()

    def read_known(self) -> None:
        """Read all accounts in the background: who shares what is only known from them."""
        connections = self._parts.work
        self._parts.tasks.run(
            self, lambda _cancel: connections.connections.overview(), self._on_known, self._on_not_known
        )

    def show_state(self) -> None:
        """Show what follows from the sign-in and the save."""
        stage = self.panel.stage
        is_idle = stage is Stage.CLOSED
        self._room.show_stage(stage)
        if not self.is_done:
            self.head.show_words(*(self.panel.titles() or self._usual_words))
            self.show_idle(is_busy=self.panel.flow.is_running or self.saving.is_busy, is_idle=is_idle)
            self.show_main_step(self.idle_step() if is_idle else self.panel.main_step())

    def _on_stage_changed(self) -> None:
        self.show_state()
        stage = self.panel.stage
        self._room.resize_for(stage)
        wanted = self.panel.first_focus() if stage is not Stage.CLOSED else self.idle_step()
        if wanted is not None and self.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_known(self, known: Overview) -> None:
        self.known = known
        self.show_known()

    def _on_not_known(self, error: LmbError) -> None:
        said = message_for(error)
        self.act.show(said, self.read_known, action=said.action or self.tr("Try again"))

    def _on_chosen(self, chosen: ChosenOrganisation) -> None:
        self.save(chosen)

    def _on_saved(self, saved: SavedLedger) -> None:
        self.is_done = True
        self.panel.stop()
        self.notice.show_nothing()
        if self.isHidden():
            self._tell_window(saved)
        else:
            self.hint.set_text("")
            self.head.show_outcome(*self.outcome(saved))
            self.show_saved(saved)
            self.show_closing(self.closing)
            show_left(self.notice, saved.left)
            self._on_notice_changed()
        self.tell_saved()

    def _tell_window(self, saved: SavedLedger) -> None:
        if has_to_be_told(saved.left):
            self.left_behind.emit(saved.left)
        else:
            self.told.emit(*self.outcome(saved))

    def _on_not_saved(self, error: LmbError) -> None:
        if not self.tell_failed(error):
            self.show_failed(error)

    def show_failed(self, error: LmbError) -> None:
        """Say why nothing was saved."""
        self.saving_news.show_failed(error, lambda again: self.keyring.ask(error, again))

    def _connect(self) -> None:
        self.panel.stage_changed.connect(self._on_stage_changed)
        self.panel.main_step_changed.connect(self.show_state)
        self.panel.step.titles_changed.connect(self.show_state)
        self.panel.app_credentials_wanted.connect(self.app_credentials_wanted)
        self.panel.help_wanted.connect(self.help_wanted)
        self.panel.chosen.connect(self._on_chosen)
        self.saving.saved.connect(self._on_saved)
        self.saving.failed.connect(self._on_not_saved)
        self.saving_news.changed.connect(self.show_state)
