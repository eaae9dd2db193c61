"""The judge: holds what the program shows against the provider's truth, and writes down every violation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median

from lmb_desktop.core.health import State
from tests.soak.stage import Machine, Stage
from tests.soak.truth import HALVES, HalfTruth, Truth

FINE = frozenset({State.OK, State.ATTENTION, State.URGENT})
_PATIENCE = timedelta(days=5)
"""How long an ended connection may be shown as fine: the longest outage hides it, and then a day until the check."""


class Judge:
    """Remember what ended and what was shown."""

    def __init__(self, stage: Stage, truth: Truth, found: Callable[[HalfTruth], None]) -> None:
        self._stage = stage
        self._truth = truth
        self._found = found
        self._shown: dict[str, State] = {}
        self._ended: dict[str, datetime] = {}
        self._latencies_h: list[float] = []
        self.hopeless: set[str] = set()
        """Grants whose answer was lost for longer than the provider's grace, on purpose."""
        self.violations: list[str] = []

    def look(self, machine: Machine) -> None:
        """Look at what a computer shows after its programs have checked; ask for the truth where that is news."""
        news = set()
        for view in self._stage.views(machine):
            for half, health in zip(HALVES, (view.seller, view.ledger), strict=True):
                whom = f"{view.account.id} {half}"
                before = self._shown.get(whom)
                self._shown[whom] = health.state
                if before is not health.state:
                    self._stage.story.tell(whom, f"shows {health.state} {health.reason or ''}")
                    news |= {whom} if health.state is State.REAUTHORISE else set()
        if news:
            self.compare(news)

    def compare(self, news: frozenset[str] | set[str] = frozenset()) -> None:
        """Compare everything with the truth; `news` are the halves that have just begun to show an ending."""
        for one in self._truth.of_everybody():
            if one.is_broken and one.grant not in self.hopeless:
                self._violated(one, "its token is worth nothing, and not because the provider ended it")
            self._note_ending(one)
            if one.whom in news:
                self._note_found(one)

    def compare_at_the_end(self, shown: dict[str, str]) -> None:
        """Compare what the last check printed with the truth, half by half; everything works at that moment."""
        for one in self._truth.of_everybody():
            state = State(shown[one.whom])
            if one.is_broken and one.grant not in self.hopeless:
                self._violated(one, "its token is worth nothing, and not because the provider ended it")
            if one.is_fine and state not in FINE:
                self._violated(one, f"the provider did not end it, and it is shown as {state}")
            if not one.is_fine and state is not State.REAUTHORISE:
                self._violated(one, f"the provider ended it ({one.why}), and it is shown as {state}")
            self._stage.story.counts["halves connected at the end" if one.is_fine else "halves ended at the end"] += 1

    def latencies(self) -> str:
        """Return how long the program took to show endings."""
        hours = self._latencies_h
        if not hours:
            return "no ending was found"
        return f"median {median(hours):.1f} h, longest {max(hours):.1f} h of {len(hours)}"

    def _note_ending(self, one: HalfTruth) -> None:
        if one.is_fine:
            self._ended.pop(one.whom, None)
            return
        if one.whom not in self._ended:
            self._ended[one.whom] = self._stage.clock.now
            self._stage.story.tell(one.whom, f"ended by the provider: {one.why}", counted=f"ended: {one.why}")
        since = self._stage.clock.now - self._ended[one.whom]
        machine = self._stage.machine_of(one.part)
        if one.state in FINE and since > _PATIENCE and machine.on_for(self._stage.clock.now, _PATIENCE):
            self._violated(one, f"ended {since} ago ({one.why}), and is shown as {one.state}")

    def _note_found(self, one: HalfTruth) -> None:
        if one.is_fine:
            self._violated(one, f"shown as ended ({one.reason}), and the provider did not end it")
            return
        self._latencies_h.append((self._stage.clock.now - self._ended[one.whom]) / timedelta(hours=1))
        self._found(one)

    def _violated(self, one: HalfTruth, what: str) -> None:
        line = f"{one.whom}: {what}"
        if line in self.violations:
            return
        books = (
            f"    {one.part.books.provider} {one.part.books.user} {one.part.books.organisation} on {one.part.machine}"
        )
        self.violations += [line, books, *self._stage.story.of(one.whom, one.part.account_id)]
