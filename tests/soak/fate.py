"""Endings for real: what people do at the provider. The program must find each, say so, and come back when mended."""

from __future__ import annotations

from collections.abc import Callable

from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from tests.soak.agenda import Agenda
from tests.soak.cast import Part
from tests.soak.deeds import Deeds
from tests.soak.judge import FINE
from tests.soak.person import Person
from tests.soak.stage import Stage
from tests.soak.truth import LEDGER, SELLER, HalfTruth, Truth

_MENDED = 0.75
_MENDED_AFTER_DAYS = (0.2, 20.0)
_WRONG_FIRST = 0.15
_CONDITIONS = ("access-lost", "subscription-ended")


class Fate:
    """End connections at the provider, and send the person to mend most of them."""

    def __init__(self, stage: Stage, truth: Truth, person: Person, deeds: Deeds, agenda: Agenda) -> None:
        self._stage = stage
        self._truth = truth
        self._person = person
        self._deeds = deeds
        self._agenda = agenda
        self.notes: Callable[[], None] = lambda: None
        """Let the judge look at the truth, right before an ending and right after it."""

    def withdraw_seller(self) -> bool:
        """Let a seller take our access back in Seller Central."""
        found = self._one(lambda view: view.seller.state in FINE)
        if found is None:
            return False
        part, view = found
        return self._order(part, SELLER, "sellers who withdrew access", seller_id=view.account.seller_id)

    def unlink_organisation(self) -> bool:
        """Let somebody disconnect the app inside Xero."""
        found = self._one(lambda view: view.ledger.state in FINE, Provider.XERO)
        if found is None:
            return False
        what = "organisations unlinked inside Xero"
        return self._order(found[0], LEDGER, what, organisation=found[0].books.organisation_id)

    def remove_user(self) -> bool:
        """Let a Xero user be removed, and all that stands on their sign-in."""
        found = self._one(lambda view: view.ledger.state in FINE, Provider.XERO)
        return found is not None and self._order(
            found[0], LEDGER, "Xero users who were removed", user=found[0].books.user
        )

    def disconnect_company(self) -> bool:
        """Let somebody disconnect the app inside QuickBooks."""
        found = self._one(lambda view: view.ledger.state in FINE, Provider.QUICKBOOKS)
        return found is not None and self._order(
            found[0], LEDGER, "QuickBooks companies disconnected", realm=found[0].books.organisation_id
        )

    def trouble_company(self) -> bool:
        """Let the person who connected lose access, or the subscription end."""
        found = self._one(lambda view: view.ledger.state in FINE, Provider.QUICKBOOKS)
        if found is None:
            return False
        realm = found[0].books.organisation_id
        condition = self._stage.dice.choice(_CONDITIONS)
        self.notes()
        self._truth.company_conditions[realm] = condition
        self._stage.services.order("company", realm=realm, condition=condition)
        whom = f"{found[0].account_id} {LEDGER}"
        self._stage.story.tell(whom, condition, counted="QuickBooks companies in trouble")
        self.notes()
        return True

    def was_found(self, found: HalfTruth) -> None:
        """Note that the program shows an ending, so that the person may mend it some day."""
        if self._stage.dice.random() < _MENDED:
            self._agenda.after(_MENDED_AFTER_DAYS, lambda: self._mend(found.part.account_id, found.half))

    def _mend(self, account_id: str, half: str) -> bool:
        part = self._stage.part(account_id)
        if not self._deeds.is_quiet(self._stage.machine_of(part)):
            return False
        view = self._stage.view(part)
        if view is None or (view.seller if half == SELLER else view.ledger).state is not State.REAUTHORISE:
            return True
        if self._stage.dice.random() < _WRONG_FIRST:
            self._deeds.try_wrong(part, half)
        if half == SELLER:
            self._person.reconnect_seller(part)
        else:
            if self._truth.company_conditions.pop(part.books.organisation_id, ""):
                self._stage.services.order("company", realm=part.books.organisation_id, condition="ok")
            self._person.reconnect_ledger(part)
        self._stage.story.tell(f"{account_id} {half}", "signed in again", counted="endings mended by signing in again")
        return True

    def _one(
        self, fits: Callable[[AccountView], bool], provider: Provider | None = None
    ) -> tuple[Part, AccountView] | None:
        found = [
            (part, view)
            for part, view in self._deeds.present()
            if fits(view) and (provider is None or part.books.provider is provider)
        ]
        return self._stage.dice.choice(found) if found else None

    def _order(self, part: Part, half: str, what: str, **whom: str) -> bool:
        self.notes()
        self._stage.services.order("revoke", **whom)
        self._stage.story.tell(f"{part.account_id} {half}", what, counted=what)
        self.notes()
        return True
