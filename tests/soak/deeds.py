"""Deeds: what the person does in a year beside mending: add, delete, pause, change, disconnect, and err."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lmb_desktop.core.account import Method
from lmb_desktop.core.arranging import Arranging
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError, WrongAccount, WrongSeller
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.parting import Parted
from tests.soak.agenda import Agenda
from tests.soak.cast import Books, Part
from tests.soak.machine import Machine
from tests.soak.person import Person
from tests.soak.stage import Stage
from tests.soak.story import EVERYBODY
from tests.soak.troubles import Troubles
from tests.soak.truth import LEDGER, SELLER, Truth

_BACK_DAYS = (3.0, 60.0)
_PAUSED_DAYS = (3.0, 90.0)
_COMES_BACK = 0.6
CONNECTED = frozenset({State.OK, State.ATTENTION, State.URGENT})


class Deeds:
    """Do them; each returns False where it cannot be done now, and is then put off."""

    def __init__(self, stage: Stage, *, truth: Truth, troubles: Troubles, person: Person, agenda: Agenda) -> None:
        self._stage = stage
        self._truth = truth
        self._troubles = troubles
        self._person = person
        self._agenda = agenda
        self.violations: list[str] = []
        self.removed: list[Callable[[str], None]] = []
        """Who is told of an account that was deleted."""

    def is_quiet(self, machine: Machine) -> bool:
        """Tell whether a person would sit down at this computer now: it is on, and everything works."""
        return machine.is_on and self._troubles.is_calm and not machine.is_shaken

    def present(self) -> list[tuple[Part, AccountView]]:
        """Return the accounts of the computers that are on."""
        return [
            (self._stage.part(view.account.id), view)
            for machine in self._stage.machines.values()
            if machine.is_on
            for view in self._stage.views(machine)
        ]

    def add(self, account_id: str) -> bool:
        """Add an account that is not there yet, or not any more."""
        part = self._stage.part(account_id)
        if not self.is_quiet(self._stage.machine_of(part)) or not self._is_open(part.books):
            return False
        self._person.add(part)
        return True

    def delete(self) -> bool:
        """Delete an account; some come back later."""
        part = self._one(lambda view: not view.is_paused)
        if part is None:
            return False
        self._note_unreachable(part)
        self._parted(part, self._person.remove(part), "accounts deleted")
        for told in self.removed:
            told(part.account_id)
        if self._stage.dice.random() < _COMES_BACK:
            self._agenda.after(_BACK_DAYS, lambda: self.add(part.account_id))
        return True

    def pause(self) -> bool:
        """Pause an account for a while, which may be longer than its sign-in lives unused."""
        part = self._one(_is_connected)
        if part is None:
            return False
        self._arranging(part).pause([part.account_id])
        self._stage.story.tell(part.account_id, "paused", counted="accounts paused")
        self._agenda.after(_PAUSED_DAYS, lambda: self.resume(part.account_id))
        return True

    def resume(self, account_id: str) -> bool:
        """End a pause."""
        part = self._stage.part(account_id)
        machine, view = self._stage.machine_of(part), self._stage.view(part)
        if view is not None and view.is_paused:
            if not machine.is_on:
                return False
            self._arranging(part).resume([account_id])
            self._stage.story.tell(account_id, "resumed", counted="accounts resumed")
            machine.wakes_at = self._stage.clock.now
        return True

    def change_ledger(self) -> bool:
        """Let an account post to other books from now on."""
        part = self._one(_is_connected)
        books = self._other_books(part) if part is not None else []
        if part is None or not books:
            return False
        self._note_unreachable(part)
        self._person.connect_ledger(self._stage.rebook(part, self._stage.dice.choice(books)))
        self._stage.story.tell(part.account_id, "changes its ledger", counted="ledgers changed")
        return True

    def disconnect_ledger(self) -> bool:
        """Disconnect an account's ledger, and connect it again later."""
        part = self._one(_is_connected)
        if part is None:
            return False
        connections = self._stage.machine_of(part).parts.connections
        self._note_unreachable(part)
        parted = connections.parting.disconnect_ledger(part.account_id, CancelToken())
        self._parted(part, parted, "ledgers disconnected")
        self._agenda.after(_BACK_DAYS, lambda: self._connect_again(part.account_id, LEDGER))
        return True

    def disconnect_seller(self) -> bool:
        """Disconnect an account's Amazon half, and authorise it again later."""
        part = self._one(_is_connected)
        if part is None:
            return False
        self._stage.machine_of(part).parts.connections.parting.disconnect_seller(part.account_id)
        self._stage.story.tell(part.account_id, "Amazon disconnected", counted="Amazon halves disconnected")
        self._agenda.after(_BACK_DAYS, lambda: self._connect_again(part.account_id, SELLER))
        return True

    def err(self, half: str) -> bool:
        """Sign in with the wrong identity to an account that is fine."""
        part = self._one(_is_connected)
        return part is not None and self.try_wrong(part, half)

    def try_wrong(self, part: Part, half: str) -> bool:
        """Sign in again as somebody else: it must be refused, and nothing may have changed."""
        act = self._wrong_seller(part) if half == SELLER else self._wrong_ledger(part)
        if act is None:
            return False
        machine = self._stage.machine_of(part)
        before = self._kept(machine)
        refusal = _refusal_of(act)
        if refusal is not (WrongSeller if half == SELLER else WrongAccount):
            self.violations.append(f"{part.account_id} {half}: the wrong identity met {refusal}")
        if self._kept(machine) != before:
            self.violations.append(f"{part.account_id} {half}: a refused identity has changed something")
        whom = f"{part.account_id} {half}"
        self._stage.story.tell(whom, "wrong identity refused", counted=f"wrong identities refused: {half}")
        return True

    def _wrong_seller(self, part: Part) -> Callable[[], None] | None:
        others = [
            other
            for other, _view in self.present()
            if other.method is Method.SP_API and other.region == part.region and other.seller != part.seller
        ]
        other = self._stage.dice.choice(others) if others else None
        return None if other is None else lambda: self._person.reconnect_seller(part, other)

    def _wrong_ledger(self, part: Part) -> Callable[[], None] | None:
        others = [books for books in self._other_books(part) if self._is_linked(part, books)]
        books = self._stage.dice.choice(others) if others else None
        return None if books is None else lambda: self._person.reconnect_ledger(part, books)

    def _is_linked(self, part: Part, books: Books) -> bool:
        link = self._person.link_to(self._stage.machine_of(part), books)
        return link is not None and link.health.state in CONNECTED

    def _connect_again(self, account_id: str, half: str) -> bool:
        part = self._stage.part(account_id)
        if not self.is_quiet(self._stage.machine_of(part)) or not self._is_open(part.books):
            return False
        view = self._stage.view(part)
        if view is not None and (view.seller if half == SELLER else view.ledger).state is State.NOT_FINISHED:
            (self._person.reconnect_seller if half == SELLER else self._person.connect_ledger)(part)
            self._stage.story.tell(account_id, "connected again", counted="disconnected halves connected again")
        return True

    def _parted(self, part: Part, parted: Parted, counted: str) -> None:
        self._stage.story.tell(part.account_id, counted, counted=counted)
        if parted.kept_for:
            self._stage.story.counts["ledger connections kept for others"] += 1
        if parted.trouble is not None:
            what = f"{part.account_id}: parted with trouble {parted.trouble.slug} {parted.trouble.details}"
            self.violations += [what, *self._stage.story.of(part.account_id, EVERYBODY)]

    def _note_unreachable(self, part: Part) -> None:
        """Note a link of Xero that is about to be given up though nobody can end it: its sign-in has ended unseen."""
        for one in self._truth.of_everybody():
            if one.half == LEDGER and one.part.account_id == part.account_id and not one.is_fine:
                self._person.unreachable.add((part.books.user_id, part.books.organisation_id))

    def _one(self, fits: Callable[[AccountView], bool]) -> Part | None:
        found = [part for part, view in self.present() if fits(view) and self.is_quiet(self._stage.machine_of(part))]
        return self._stage.dice.choice(found) if found else None

    def _other_books(self, part: Part) -> Sequence[Books]:
        """Return the books on the same computer that are not this account's, and that work where they are linked."""
        here = {one.books for one in self._stage.cast if one.machine == part.machine}
        links = self._stage.machine_of(part).parts.connections.overview().links
        broken = {one.link.organisation_id for one in links if one.health.state not in CONNECTED}
        fitting = [
            one for one in here if one != part.books and one.organisation_id not in broken and self._is_open(one)
        ]
        return sorted(fitting, key=lambda one: one.organisation_id)

    def _is_open(self, books: Books) -> bool:
        return books.organisation_id not in self._truth.company_conditions

    def _arranging(self, part: Part) -> Arranging:
        return self._stage.machine_of(part).parts.connections.arranging

    def _kept(self, machine: Machine) -> tuple[object, ...]:
        """Return everything that is kept about this computer's accounts."""
        return machine.parts.store.holdings(), self._stage.keyring.entries()


def _is_connected(view: AccountView) -> bool:
    return not view.is_paused and {view.seller.state, view.ledger.state} <= CONNECTED


def _refusal_of(act: Callable[[], None]) -> type[LmbError] | None:
    try:
        act()
    except LmbError as error:
        return type(error)
    return None
