"""The judge: holds what the program shows against the provider's truth, and writes down every violation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median

from lmb_desktop.core.health import State
from lmb_desktop.core.rhythm import FIRST_RETRY
from tests.soak.machine import Machine
from tests.soak.stage import Stage
from tests.soak.truth import GRACE, HALVES, HalfTruth, Truth

FINE = frozenset({State.OK, State.ATTENTION, State.URGENT})
WARNED = frozenset({State.URGENT, State.REAUTHORISE})
_AN_HOUR = timedelta(hours=1)


class Judge:
    """Remember what ended and what was shown."""

    def __init__(self, stage: Stage, truth: Truth, found: Callable[[HalfTruth], None]) -> None:
        self._stage = stage
        self._truth = truth
        self._found = found
        self._shown: dict[str, State] = {}
        self._ended: dict[str, datetime] = {}
        self._resumed: dict[str, datetime] = {}
        self._latencies_h: dict[timedelta, list[float]] = {}
        self._lost: set[str] = set()
        self.violations: list[str] = []

    def look(self, machine: Machine) -> None:
        """Look at what a computer shows after its programs have looked; ask for the truth where that is news."""
        news = set()
        for view in self._stage.views(machine):
            for half, health in zip(HALVES, (view.seller, view.ledger), strict=True):
                whom = f"{view.account.id} {half}"
                before = self._shown.get(whom)
                self._shown[whom] = health.state
                if before is health.state:
                    continue
                self._stage.story.tell(whom, f"shows {health.state} {health.reason or ''}")
                news |= {whom} if health.state is State.REAUTHORISE else set()
                if before is State.PAUSED:
                    self._resumed[whom] = self._stage.clock.now
        if news:
            self.compare(news)

    def forget(self, account_id: str) -> None:
        """Forget an account that was deleted: if it comes back it is another one."""
        for half in HALVES:
            for known in (self._shown, self._ended, self._resumed):
                known.pop(f"{account_id} {half}", None)

    def compare(self, news: frozenset[str] | set[str] = frozenset()) -> None:
        """Compare everything with the truth; `news` are the halves that have just begun to show an ending."""
        for one in self._truth.of_everybody():
            self._judge_broken(one)
            self._note_ending(one)
            if one.whom in news:
                self._note_found(one)

    def compare_at_the_end(self, shown: dict[str, str]) -> None:
        """Compare what the last check printed with the truth, half by half; everything works at that moment."""
        for one in self._truth.of_everybody():
            state = State(shown[one.whom])
            self._judge_broken(one)
            if one.is_fine and state not in FINE:
                self.violated(one, f"the provider did not end it, and it is shown as {state}")
            if not one.is_fine and state is not State.REAUTHORISE:
                self.violated(one, f"the provider ended it ({one.why}), and it is shown as {state}")
            self._stage.story.counts["halves connected at the end" if one.is_fine else "halves ended at the end"] += 1

    def latencies(self) -> list[str]:
        """Return how long the program took to show endings, by how often it looked."""
        return [
            f"  endings shown, looking every {every.days} days: {len(hours)}, after a median of {median(hours):.1f} h, "
            f"at most {max(hours):.1f} h of a running computer"
            for every, hours in sorted(self._latencies_h.items())
        ]

    def violated(self, one: HalfTruth, what: str) -> None:
        """Write down a violation with its story, once."""
        line = f"{one.whom}: {what}"
        if line in self.violations:
            return
        books = one.part.books
        place = f"    {books.provider} {books.user} {books.organisation} on {one.part.machine}"
        self.violations += [line, place, *self._stage.story.of(one.whom, one.part.account_id)]

    def _judge_broken(self, one: HalfTruth) -> None:
        """A lost answer is the program's fault where it could have asked again in time, and did not."""
        if not one.is_broken or one.grant in self._lost:
            return
        if one.spent is not None:
            machine = self._stage.machine_of(one.part)
            until = one.spent + GRACE[one.part.books.provider]
            if not machine.had_calm_look(one.spent + FIRST_RETRY, until):
                self._lost.add(one.grant)
                what = "chains ended by the provider's own rule: no way to it for 30 minutes after a lost answer"
                self._stage.story.tell(one.whom, what, counted=what)
                return
        self.violated(one, "its token is worth nothing, and not because the provider ended it")

    def _note_ending(self, one: HalfTruth) -> None:
        if one.is_fine:
            self._ended.pop(one.whom, None)
            return
        now, machine = self._stage.clock.now, self._stage.machine_of(one.part)
        if one.whom not in self._ended:
            self._ended[one.whom] = one.ended or now
            self._stage.story.tell(one.whom, f"ended by the provider: {one.why}", counted=f"ended: {one.why}")
            is_seen = machine.is_on and now - machine.on_since > _AN_HOUR * 24
            if one.why == "idle" and is_seen and self._shown.get(one.whom, State.OK) not in WARNED:
                self.violated(one, "went idle on a computer that is on, without being shown as urgent before")
        since = max(self._since(one), machine.on_since)
        if one.state in FINE and machine.had_calm_look(since + machine.every(now) + _AN_HOUR):
            self.violated(one, f"ended before {since:%Y-%m-%d %H:%M} ({one.why}), and is shown as {one.state}")

    def _note_found(self, one: HalfTruth) -> None:
        if one.is_fine:
            self.violated(one, f"shown as ended ({one.reason}), and the provider did not end it")
            return
        machine, now = self._stage.machine_of(one.part), self._stage.clock.now
        passed = now - max(self._since(one), machine.on_since)
        self._latencies_h.setdefault(machine.every(now), []).append(passed / _AN_HOUR)
        self._found(one)

    def _since(self, one: HalfTruth) -> datetime:
        """Return since when the program could know of an ending: what is paused is not looked at."""
        ended = self._ended[one.whom]
        return max(ended, self._resumed.get(one.whom, ended))
