"""Page 4: connect the account to Xero or QuickBooks, or share a ledger connection that exists."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.pages import ledger_suggestions as suggestions
from lmb_desktop.pages.ledger_cards import LedgerChoices
from lmb_desktop.pages.ledger_connected import ConnectedCard
from lmb_desktop.pages.ledger_saving import LedgerSaving, SavedLedger
from lmb_desktop.pages.ledger_saving_news import LedgerSavingNews
from lmb_desktop.pages.left_words import has_to_be_told, show_left
from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.pages.sign_in_place import SignInPlace
from lmb_desktop.widgets.ledger_sign_in import ChosenOrganisation, LedgerSignInPanel, Stage
from lmb_desktop.widgets.notice_act import NoticeAct


class LedgerPage(AccountPage):
    """Ask where the settlements go, and save the ledger half once the person has confirmed it."""

    room_wanted = Signal(bool)
    """A sign-in page is shown in the page and would like more room, or no longer."""

    left_behind = Signal(object)
    """A LeftBehind with something still to be done, which came after the window was closed."""
    ledger_connected = Signal()
    """The ledger is connected: Next is the thing to do, and gets the focus."""

    def __init__(self, session: WizardSession, parts: PageParts) -> None:
        super().__init__("ledgerPage", session, parts)
        self._act = NoticeAct(self.notice)
        self.choices = LedgerChoices()
        self.connected = ConnectedCard()
        self.panel = LedgerSignInPanel(
            suggestions.sign_in_parts(parts), self._act, lambda: suggestions.account_to_connect(self.session)
        )
        self._saving = LedgerSaving(parts.tasks, parts.work, self)
        self._place = SignInPlace(self, self.panel)
        self._saving_news = LedgerSavingNews(self._saving, self._act, self.panel, keyring_name=parts.keyring_name)
        self._build()
        self._connect()
        self._show_state()

    def initializePage(self) -> None:
        """Show the ways to a ledger, or the one that is connected."""
        self.notice.show_nothing()
        self.choices.show_links(
            *suggestions.offered_links(self.session),
            fit=lambda link: suggestions.shared_misfits(self.session, link),
        )
        view = self._connected_view()
        if view is not None:
            self.connected.show_account(view)
        self._show_state()

    def isComplete(self) -> bool:
        """Tell whether a ledger is connected."""
        return self.draft.link_id is not None

    def main_step(self) -> QPushButton | None:
        """Return the next thing to do; of two equal providers none, and nothing once a ledger is connected."""
        if self.isComplete():
            return None
        if self.panel.stage is not Stage.CLOSED:
            return self.panel.main_step()
        return self._suggested_button()

    def first_focus(self) -> QWidget | None:
        """Return the main step, or the first way that is open."""
        if self.isComplete():
            return None
        if not self.choices.sharing.isHidden():
            return self.choices.sharing.combo
        buttons = [self.choices.button(provider) for provider in Provider]
        return self.main_step() or next((button for button in buttons if button.isEnabled()), None)

    def step_answer(self) -> str:
        """Return provider and organisation."""
        view = self._connected_view()
        if view is None or view.link is None:
            return ""
        text = self.tr("{provider} · {organisation}")
        return text.format(provider=view.link.provider.label, organisation=view.link.organisation_name)

    def may_go_back(self) -> bool:
        """Tell whether Back is offered: not once a ledger is connected, and not while one is being saved."""
        return not self.isComplete() and not self._saving.is_busy

    def is_saving(self) -> bool:
        """Tell whether the ledger half is being saved."""
        return self._saving.is_busy

    def settings_changed(self) -> None:
        """Look again at which providers can be asked."""
        self._show_state()

    def stop_work(self) -> None:
        """End the sign-in and its page; a save that has begun goes on."""
        super().stop_work()
        self._saving.forget()
        self.panel.stop()
        if not self.isComplete() and not self._saving.is_busy:
            self.notice.show_nothing()

    def _start(self, provider: Provider) -> None:
        self.panel.start(provider)
        self._show_state()

    def _share(self, link_id: str) -> None:
        self._saving.share(self.draft.account_id, link_id)
        self._saving_news.show_sharing()

    def _save(self, chosen: ChosenOrganisation) -> None:
        self._saving.save(self.draft.account_id, chosen)
        self._saving_news.show_saving()

    def _on_saved(self, saved: SavedLedger) -> None:
        self.session.known = saved.known
        link = saved.view.link
        self.panel.stop()
        self.connected.show_account(saved.view)
        if link is not None:
            self.set_draft(self.draft.with_ledger(link.id))
            if self.is_left and has_to_be_told(saved.left):
                self.left_behind.emit(saved.left)
            elif not show_left(self.notice, saved.left):
                self._show_good(link.organisation_name, is_shared=saved.is_shared)
        self.accounts_changed.emit()
        self._show_state()
        self.ledger_connected.emit()
        self.settled.emit()

    def _show_good(self, organisation: str, *, is_shared: bool) -> None:
        if is_shared:
            title = self.tr("The account now posts to {organisation}")
            text = self.tr("No new sign-in was needed. Press Next.")
        else:
            title, text = self.tr("{organisation} answered"), self.tr("Press Next.")
        self.notice.show_good(title.format(organisation=organisation), text)

    def _on_not_saved(self, error: LmbError) -> None:
        if self.tell_elsewhere(error):
            self.settled.emit()
            return
        self._saving_news.show_failed(error, lambda again: self.ask_about_keyring(error, again))

    def _on_stage_changed(self) -> None:
        self._show_state()
        wanted = self.panel.first_focus() if self.panel.stage is not Stage.CLOSED else self.first_focus()
        if wanted is not None and self.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        """Show what follows from the draft, the sign-in and the save."""
        is_complete = self.isComplete()
        self._place.show_stage(self.panel.stage)
        self.choices.setHidden(is_complete)
        self.connected.setHidden(not is_complete)
        is_busy = self.panel.flow.is_running or self._saving.is_busy
        settings = self.parts.settings()
        for provider, card in self.choices.cards.items():
            card.show_state(is_configured=settings.can_sign_in(provider), is_busy=is_busy)
        self.choices.sharing.set_busy(is_busy)
        self._show_titles()
        self.main_step_changed.emit()

    def _show_titles(self) -> None:
        titles = self.panel.titles()
        if titles is not None:
            self.set_titles(*titles)
        elif self.isComplete():
            self.set_titles(self.tr("The ledger is connected"), "")
        else:
            text = self.tr("Choose where the settlements of {account} should go.")
            self.set_titles(self.tr("Connect the ledger"), text.format(account=self.draft.name))

    def _connected_view(self) -> AccountView | None:
        return self.session.known.view(self.draft.account_id) if self.isComplete() else None

    def _suggested_button(self) -> QPushButton | None:
        combo = self.choices.sharing.combo
        suggested = suggestions.suggested_link(self.session)
        if suggested and not self.choices.sharing.isHidden() and combo.findData(suggested) >= 0:
            return self.choices.sharing.button
        provider = suggestions.last_provider(self.session.known)
        button = self.choices.button(provider) if provider is not None else None
        return button if button is not None and button.isEnabled() else None

    def _build(self) -> None:
        self.body.addWidget(self.choices)
        self.body.addWidget(self.connected)
        self.body.addStretch(1)
        self.hint.set_text(
            self.tr(
                "You type your password on the provider’s own page; LMB Desktop never sees it. If that page does not "
                "work here, use Open in my browser beside it."
            )
        )

    def _connect(self) -> None:
        self._place.room_wanted.connect(self.room_wanted)
        self.choices.connect_wanted.connect(self._start)
        self.choices.share_wanted.connect(self._share)
        self.choices.app_credentials_wanted.connect(self.app_credentials_wanted)
        self.panel.app_credentials_wanted.connect(self.app_credentials_wanted)
        self.panel.help_wanted.connect(self.help_wanted)
        self.panel.stage_changed.connect(self._on_stage_changed)
        self.panel.step.titles_changed.connect(self._show_titles)
        self.panel.main_step_changed.connect(self.main_step_changed)
        self.panel.chosen.connect(self._save)
        self._saving.saved.connect(self._on_saved)
        self._saving.failed.connect(self._on_not_saved)
        self._saving_news.changed.connect(self._show_state)
