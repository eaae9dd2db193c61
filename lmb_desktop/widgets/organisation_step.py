"""The step after a sign-in: choose an organisation, read it live, confirm it. Saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lmb_desktop.core.errors import ConnectionLimit, LmbError, NoOrganisation, NoRights, ScopeRefused
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider
from lmb_desktop.widgets.messages import message, message_for
from lmb_desktop.widgets.misfit_words import misfit_message
from lmb_desktop.widgets.notice_act import NoticeAct
from lmb_desktop.widgets.organisation_choice import OrganisationChoice
from lmb_desktop.widgets.organisation_facts import ForAccount, organisation_rows, unread_rows
from lmb_desktop.widgets.organisation_reading import OrganisationReading
from lmb_desktop.widgets.sign_in_news import patient
from lmb_desktop.widgets.sign_in_parts import SignInParts

REST_MS = 200
"""How long a choice rests before it is read, so that arrow keys pass over organisations without reading each."""


class OrganisationStep(QWidget):
    """Bring choice, live read and confirmation together."""

    chosen = Signal(object, object, object)
    """LedgerGrant, Organisation and OrganisationFacts that the person confirmed."""
    start_again_wanted = Signal()
    app_credentials_wanted = Signal()
    titles_changed = Signal()
    """A live read brought a name that the titles carry."""

    def __init__(self, parts: SignInParts, act: NoticeAct, account: Callable[[], ForAccount]) -> None:
        super().__init__()
        self._parts = parts
        self._notice = act.notice
        self._act = act
        self._account = account
        self._grant: LedgerGrant | None = None
        self._reading: OrganisationReading | None = None
        self._is_confirmed = False
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._read)
        self._settling = QTimer(self, singleShot=True)
        self.choice = OrganisationChoice()
        self.choice.selected.connect(self._on_selected)
        self.choice.confirmed.connect(self._on_confirmed)
        self.choice.someone_else_wanted.connect(self.start_again_wanted)
        self.choice.missing_wanted.connect(self._show_missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)

    @property
    def is_settling(self) -> bool:
        """Tell whether a warning has come under somebody's press just now, so that presses do not count yet."""
        return self._settling.isActive()

    def begin(self, grant: LedgerGrant) -> None:
        """Offer what a grant reaches."""
        self.end()
        self._grant = grant
        self._reading = OrganisationReading(self._parts, grant, self)
        self._reading.was_read.connect(self._on_read)
        self._reading.failed.connect(self._on_failed)
        self._show_signed_in()
        self.choice.show_grant(grant, self._account().expected_id)
        self.choice.set_busy(False)
        if self.choice.current is not None:
            self._read()
        elif self._account().expected_id:
            self._show_missing()

    def end(self) -> None:
        """Forget the grant and stop reading."""
        self._rest.stop()
        self._is_confirmed = False
        self._grant = None
        if self._reading is not None:
            self._reading.stop()
            self._reading.deleteLater()
            self._reading = None

    def stop_reading(self) -> None:
        """Stop reading; the choice stays."""
        self._is_confirmed = False
        if self._reading is not None:
            self._reading.stop()
        self._notice.show_nothing()

    def titles(self) -> tuple[str, str]:
        """Return title and subtitle of this step."""
        grant = self._grant
        if grant is None:
            return "", ""
        is_xero = grant.provider is Provider.XERO
        title = self.tr("Choose the organisation") if is_xero else self.tr("Check the company")
        return title, self._subtitle(grant)

    def _subtitle(self, grant: LedgerGrant) -> str:
        account = self._account().name
        if len(grant.organisations) == 1:
            name = grant.organisations[0].name or self._name_read(grant.organisations[0])
            return self.tr("You gave access to {name}.").format(name=name or self.tr("one company"))
        if not grant.organisations:
            text = self.tr(
                "{provider} did not say which organisation you chose. Choose the one that should receive {account}."
            )
            return text.format(provider=grant.provider.label, account=account)
        return message("choose-organisation", n=len(grant.organisations), account=account).text

    def _name_read(self, organisation: Organisation) -> str:
        facts = self._reading.facts(organisation) if self._reading is not None else None
        return facts.name if facts is not None else ""

    def _on_selected(self, organisation: Organisation | None) -> None:
        self._is_confirmed = False
        self._rest.stop()
        self.choice.show_misfits(())
        if organisation is None or self._grant is None or self._reading is None:
            self.choice.show_facts([])
            self._show_signed_in()
            return
        facts = self._reading.facts(organisation)
        if facts is not None:
            self._on_read(organisation, facts)
            return
        self.choice.show_facts(unread_rows(self._grant, organisation, self._account()))
        self._rest.start()

    def _read(self) -> None:
        organisation = self.choice.current
        if organisation is not None and self._reading is not None:
            self._rest.stop()
            name = organisation.name or self.tr("the company")
            self._notice.show_busy(self.tr("Reading {organisation} once…").format(organisation=name))
            self._reading.read(organisation)

    def _on_read(self, organisation: Organisation, facts: OrganisationFacts) -> None:
        if organisation != self.choice.current or self._grant is None:
            return
        self.choice.show_facts(organisation_rows(self._grant, facts, self._account()))
        misfits = self._account().misfits(self._grant.provider, facts)
        self.choice.show_misfits(misfits)
        self.titles_changed.emit()
        # What does not fit must have been said before the organisation is confirmed.
        if misfits:
            if self._is_confirmed:
                # A double click must not confirm with its second press what the first one brought up.
                self._settling.start(QApplication.doubleClickInterval())
            self._is_confirmed = False
            self._act.show(misfit_message(misfits))
        elif self._is_confirmed:
            self._confirm(organisation, facts)
        else:
            self._show_signed_in()

    def _on_confirmed(self) -> None:
        organisation = self.choice.current
        if organisation is None or self._reading is None or self.is_settling:
            return
        facts = self._reading.facts(organisation)
        if facts is not None:
            self._confirm(organisation, facts)
        else:
            self._is_confirmed = True
            self._read()

    def _confirm(self, organisation: Organisation, facts: OrganisationFacts) -> None:
        self._is_confirmed = False
        if self._grant is not None:
            self.choice.set_busy(True)
            self.chosen.emit(self._grant, organisation, facts)

    def _on_failed(self, organisation: Organisation, error: LmbError) -> None:
        if organisation != self.choice.current:
            return
        self._is_confirmed = False
        said = patient(error)
        if isinstance(error, (ConnectionLimit, ScopeRefused)):
            self._act.show(said, self.app_credentials_wanted.emit)
        elif isinstance(error, NoRights):
            self._act.show(said, self.start_again_wanted.emit)
        else:
            self._act.show(said, self._read, action=self.tr("Try again"))

    def _show_missing(self) -> None:
        if self._grant is not None:
            provider = self._grant.provider.label
            wanted = self._account().expected_name or self.tr("The organisation")
            title = self.tr("{organisation} did not come back from {provider}")
            title = title.format(organisation=wanted, provider=provider)
            said = replace(message_for(NoOrganisation(service=provider)), title=title, kind="info")
            self._act.show(said, self.start_again_wanted.emit)

    def _show_signed_in(self) -> None:
        if self._grant is not None:
            title = self.tr("{provider} signed you in").format(provider=self._grant.provider.label)
            self._notice.show_good(title, self.tr("Nothing is connected until you choose."))
