"""Change ledger: page 4 in a dialog, for an account that posts somewhere already. What was posted stays."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.fitting import Books
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.pages.ledger_cards import LedgerChoices
from lmb_desktop.pages.ledger_saving import SavedLedger
from lmb_desktop.shell.ledger_change import after_change, before_change, other_links
from lmb_desktop.shell.ledger_dialog import LedgerDialog
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.shell.reconnect_dialog import link_of
from lmb_desktop.widgets.facts_panel import Fact
from lmb_desktop.widgets.ledger_sign_in import ChosenOrganisation
from lmb_desktop.widgets.sign_in_parts import SignInParts
from lmb_desktop.widgets.state_header import StateHeader

WIDTH = 760

translate = QCoreApplication.translate


class ChangeLedgerDialog(LedgerDialog):
    """Let an account post to another ledger: one that is connected already, or a new one."""

    def __init__(self, parts: WindowParts, view: AccountView, *, sign_in: SignInParts, parent: QWidget) -> None:
        """Build the dialog for an account that has a ledger; `open()` shows it over its window."""
        self._old = link_of(view)
        name = view.account.name
        title = translate("ChangeLedgerDialog", "Change ledger – {account}").format(account=name)
        asked = translate("ChangeLedgerDialog", "Where should {account} post from now on?").format(account=name)
        head = StateHeader(view.ledger.state.value, asked, before_change(view, self._old))
        super().__init__("changeLedgerDialog", title, parts, view=view, sign_in=sign_in, head=head, parent=parent)
        self._settings = parts.settings
        self.choices = LedgerChoices()
        self.column.addWidget(self.choices)
        self.column.addStretch(1)
        self._cancel = self.add_closing_button(self.tr("Cancel"), "cancelChangeLedgerButton")
        self.closing = self.add_closing_button(self.tr("Close"), "closeChangeLedgerButton")
        self.closing.hide()
        self.hint.set_text(
            self.tr(
                "You type your password on the provider’s own page; LMB Desktop never sees it. Name and history stay."
            )
        )
        self.choices.connect_wanted.connect(self._connect_to)
        self.choices.share_wanted.connect(self._share)
        self.choices.app_credentials_wanted.connect(self.app_credentials_wanted)
        self.resize(WIDTH, self.sizeHint().height())
        self.show_known()
        self.show_state()
        self.read_known()

    def show_idle(self, *, is_busy: bool, is_idle: bool) -> None:
        """Offer the ways to another ledger while no sign-in is open."""
        settings = self._settings()
        for provider, card in self.choices.cards.items():
            card.show_state(is_configured=settings.can_sign_in(provider), is_busy=is_busy)
        self.choices.sharing.set_busy(is_busy)
        # Of equal ways none stands out, and Enter changes nothing.
        self._cancel.setDefault(True)

    def show_known(self) -> None:
        """Show the ledger of now, and offer the connections there are."""
        rows = [Fact(self.tr("Now"), self._named(self._old.organisation_name, self._old.provider), strong=True)]
        self.facts.set_rows(rows)
        links = other_links(self.view, self.known)
        self.choices.show_links(
            links, links[0].link.id if links else "", fit=lambda link: self.misfits_of(Books.of(link))
        )

    def save(self, chosen: ChosenOrganisation) -> None:
        """Save the consent."""
        self.saving.save(self.view.account.id, chosen)
        self.saving_news.show_saving()

    def outcome(self, saved: SavedLedger) -> tuple[str, str]:
        """Say where the account posts to now, and what has become of the connection before."""
        new = link_of(saved.view)
        if new.id == self._old.id:
            title = self.tr("{organisation} is connected again")
            text = self.tr("{account} posts to the same organisation as before.")
        else:
            title, text = self.tr("{account} now posts to {organisation}"), after_change(self.view, saved)
        facts = {"account": self.view.account.name, "organisation": new.organisation_name}
        return title.format(**facts), text.format(**facts)

    def show_saved(self, saved: SavedLedger) -> None:
        """Show from where to where."""
        new = link_of(saved.view)
        rows = [
            Fact(self.tr("From"), self._named(self._old.organisation_name, self._old.provider)),
            Fact(self.tr("To"), self._named(new.organisation_name, new.provider), strong=True),
        ]
        self.facts.set_rows(rows[1:] if new.id == self._old.id else rows)
        self.choices.hide()

    def _connect_to(self, provider: Provider) -> None:
        self.start(provider)

    def _share(self, link_id: str) -> None:
        self.saving.share(self.view.account.id, link_id)
        self.saving_news.show_sharing()

    def _named(self, organisation: str, provider: Provider) -> str:
        return self.tr("{organisation} ({provider})").format(organisation=organisation, provider=provider.label)
