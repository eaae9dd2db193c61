"""Endings for real: what people do at the provider. The program must find each, say so, and come back when mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lmb_desktop.core.health import State
from lmb_desktop.core.sign_in import Provider
from tests.soak.cast import Part
from tests.soak.person import Person
from tests.soak.stage import Stage
from tests.soak.truth import LEDGER, SELLER, HalfTruth, Truth

_A_YEAR = 0.4
"""Endings a year for each account."""
_MENDED = 0.7
_CONDITIONS = ("access-lost", "subscription-ended")


@dataclass
class Mending:
    """Somebody will sign in again then."""

    at: datetime
    part: Part
    half: str


class Fate:
    """End connections at the provider, and send the person to mend most of them."""

    def __init__(self, stage: Stage, truth: Truth, person: Person) -> None:
        self._stage = stage
        self._truth = truth
        self._person = person
        self._mendings: list[Mending] = []

    def pass_time(self, step: timedelta) -> None:
        """Let endings happen as often as they do."""
        expected = len(self._stage.cast) * _A_YEAR * (step / timedelta(days=365))
        while expected > 0:
            if self._stage.dice.random() < expected:
                self._end_something(self._stage.dice.choice(self._stage.cast))
            expected -= 1

    def was_found(self, found: HalfTruth) -> None:
        """Note that the program shows an ending, so that the person may mend it some day."""
        if self._stage.dice.random() < _MENDED:
            later = timedelta(days=self._stage.dice.uniform(0.2, 20))
            self._mendings.append(Mending(self._stage.clock.now + later, found.part, found.half))

    def mend(self) -> None:
        """Sign in again where it is time and the computer is on."""
        for mending in [one for one in self._mendings if one.at <= self._stage.clock.now]:
            if self._stage.machine_of(mending.part).is_on:
                self._mendings.remove(mending)
                self._mend(mending.part, mending.half)

    def _mend(self, part: Part, half: str) -> None:
        view = self._stage.machine_of(part).parts.connections.view(part.account_id)
        shown = view.seller if half == SELLER else view.ledger
        if shown.state is not State.REAUTHORISE:
            return
        if half == SELLER:
            self._person.authorise_seller(part)
        elif self._truth.company_conditions.pop(part.books.organisation_id, ""):
            self._stage.services.order("company", realm=part.books.organisation_id, condition="ok")
        else:
            self._person.sign_in(part)
        self._stage.story.tell(f"{part.account_id} {half}", "mended by the person", counted="endings mended")

    def _end_something(self, part: Part) -> None:
        half = self._stage.dice.choice((SELLER, LEDGER))
        if half == SELLER:
            seller_id = self._stage.machine_of(part).parts.connections.view(part.account_id).account.seller_id
            self._order(part, SELLER, "sellers who withdrew access", seller_id=seller_id)
        elif part.books.provider is Provider.QUICKBOOKS:
            self._end_company(part)
        elif self._stage.dice.random() < 0.75:
            what = "organisations unlinked inside Xero"
            self._order(part, LEDGER, what, organisation=part.books.organisation_id)
        else:
            self._order(part, LEDGER, "Xero users who were removed", user=part.books.user)

    def _end_company(self, part: Part) -> None:
        realm = part.books.organisation_id
        if self._stage.dice.random() < 0.5:
            self._order(part, LEDGER, "QuickBooks companies disconnected", realm=realm)
            return
        condition = self._stage.dice.choice(_CONDITIONS)
        self._truth.company_conditions[realm] = condition
        self._stage.services.order("company", realm=realm, condition=condition)
        self._stage.story.tell(f"{part.account_id} {LEDGER}", condition, counted="QuickBooks companies in trouble")

    def _order(self, part: Part, half: str, what: str, **whom: str) -> None:
        self._stage.services.order("revoke", **whom)
        self._stage.story.tell(f"{part.account_id} {half}", what, counted=what)
