"""Sign in to Xero or QuickBooks again: the same organisation, for every account that uses the connection."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lmb_desktop.core.errors import LmbError, WrongAccount
from lmb_desktop.core.fitting import Books, Misfit, new_misfits
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.pages.ledger_saving import SavedLedger
from lmb_desktop.shell.half_replies import told_details
from lmb_desktop.shell.half_sentences import half_sentence
from lmb_desktop.shell.ledger_dialog import LedgerDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.restored import also_restores, restored
from lmb_desktop.shell.state_words import Half
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.countries import country_name
from lmb_desktop.widgets.facts_panel import Fact
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.ledger_sign_in import ChosenOrganisation
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.name_list import listed, names_fact
from lmb_desktop.widgets.sign_in_flow import Way
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.state_header import StateHeader

translate = QCoreApplication.translate

WIDTH = 560


class ReconnectDialog(LedgerDialog):
    """Mend the ledger half of an account; another organisation changes nothing."""

    change_ledger_wanted = Signal(str)
    """The user picked another organisation and wants the account with this id to post to another ledger."""

    def __init__(self, parts: WindowParts, view: AccountView, *, sign_in: SignInParts, parent: QWidget) -> None:
        """Build the dialog for an account that has a ledger; `open()` shows it over its window."""
        self._link = link_of(view)
        self._name = self._link.provider.label
        again = translate("ReconnectDialog", "Sign in to {provider} again").format(provider=self._name)
        title = translate("ReconnectDialog", "{title} – {account}").format(title=again, account=view.account.name)
        why = half_sentence(view, Half.LEDGER, now=sign_in.clock().now(), book=parts.book)
        works = translate("ReconnectDialog", "The connection works. Signing in again renews it.")
        head = StateHeader(view.ledger.state.value, again, why or works, reply=told_details(view, Half.LEDGER))
        super().__init__("reconnectDialog", title, parts, view=view, sign_in=sign_in, head=head, parent=parent)
        self.column.addStretch(1)
        self._sign_in, self._browser = self._add_buttons()
        self.closing = self.add_closing_button(self.tr("Close"), "closeReconnectButton")
        self.closing.hide()
        self.hint.set_text(self._hint())
        self.resize(WIDTH, self.sizeHint().height())
        self.show_known()
        self.show_state()
        self.read_known()

    def expected_id(self) -> str:
        """Return the id of the organisation that must come back."""
        return self._link.organisation_id

    def misfits_of(self, books: Books) -> tuple[Misfit, ...]:
        """Return what is new since the organisation was connected; another one is refused whatever it is."""
        if books.organisation_id.lower() != self._link.organisation_id.lower():
            return ()
        return new_misfits(self.receiver, books, self.known.accounts, before=Books.of(self._link))

    def expected_name(self) -> str:
        """Return its name, as it was when it was read last."""
        return self._link.organisation_name

    def idle_step(self) -> QPushButton | None:
        """Return the button that starts the sign-in."""
        return self._sign_in

    def show_idle(self, *, is_busy: bool, is_idle: bool) -> None:
        """Offer to sign in while no sign-in is open."""
        for button in (self._sign_in, self._browser):
            button.setVisible(is_idle)
            button.setEnabled(not is_busy)

    def show_known(self) -> None:
        """Show what the sign-in restores and keeps."""
        others = also_restores(self.view, self.known)
        place = country_name(self._link.country) if self._link.country else ""
        rows = [
            Fact(self._what(), ", ".join(filter(None, (self._link.organisation_name, place))), strong=True),
            Fact(self.tr("Account"), self.view.account.name),
            names_fact(self.tr("Also restores"), others),
            Fact(self.tr("Kept"), self.tr("Name, settings and history")),
        ]
        self.facts.set_rows([row for row in rows if row.value])

    def save(self, chosen: ChosenOrganisation) -> None:
        """Save the consent if it is for the same organisation."""
        self.saving.reconnect(self.view.account.id, self._link.id, chosen)
        self.saving_news.show_saving()

    def show_failed(self, error: LmbError) -> None:
        """Say why nothing was saved; another organisation is for Change ledger."""
        if not isinstance(error, WrongAccount):
            super().show_failed(error)
            return
        self.panel.set_busy(False)
        self.act.show(message_for(error), self._change_ledger, action=self.tr("Change ledger…"))

    def outcome(self, saved: SavedLedger) -> tuple[str, str]:
        """Say what is connected again."""
        outcome = restored(self.view, self.known, saved.known)
        text = counted("ReconnectDialog", "Checked just now. %n account(s) are restored.", outcome.count)
        if outcome.count == 1:
            text = self.tr("Checked just now. {account} is restored.").format(account=self.view.account.name)
        if outcome.left_out:
            more = self.tr("These still need a sign-in of their own: {accounts}.")
            text = f"{text} {more.format(accounts=listed(outcome.left_out))}"
        return self.tr("{provider} is connected again").format(provider=self._name), text

    def _change_ledger(self) -> None:
        self.reject()
        self.change_ledger_wanted.emit(self.view.account.id)

    def _what(self) -> str:
        is_company = self._link.provider is Provider.QUICKBOOKS
        return self.tr("Company") if is_company else self.tr("Organisation")

    def _hint(self) -> str:
        if self._link.provider is Provider.QUICKBOOKS:
            text = self.tr("Choose the same company when {provider} asks. Picking another one changes nothing here.")
        else:
            text = self.tr(
                "Choose the same organisation when {provider} asks. Picking another one changes nothing here."
            )
        return text.format(provider=self._name)

    def _add_buttons(self) -> tuple[QPushButton, QPushButton]:
        provider = self._link.provider
        text = self.tr("&Sign in to {provider}").format(provider=self._name)
        sign_in = self.add_main_button(text, "reconnectButton")
        browser = self.add_button(self.tr("&Open in my browser"), "reconnectInBrowserButton")
        browser.setIcon(icon("opens-outside"))
        self.add_closing_button(self.tr("Cancel"), "cancelReconnectButton")
        sign_in.clicked.connect(lambda: self.start(provider))
        browser.clicked.connect(lambda: self.start(provider, Way.BROWSER))
        return sign_in, browser


def link_of(view: AccountView) -> LedgerLink:
    """Return the ledger connection of an account; an account without one has nothing to sign in to again."""
    if view.link is None:
        raise ValueError(f"{view.account.id} has no ledger")
    return view.link
