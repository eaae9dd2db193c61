"""What happened to each half of each account, so that whatever went wrong can be told from its beginning."""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.soak.clock import Clock

EVERYBODY = "everybody"
_SHOWN = 40


class Story:
    """Remember events by whom they happened to, and count them by kind."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._events: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.counts: Counter[str] = Counter()

    def tell(self, whom: str, what: str, *, counted: str = "") -> None:
        """Write down an event, and count it where it has a kind."""
        self._events[whom].append((f"{self._clock.now:%Y-%m-%d %H:%M}", what))
        if counted:
            self.counts[counted] += 1

    def of(self, *whom: str) -> list[str]:
        """Return the last events of somebody and of everybody, in order."""
        mixed = sorted(event for each in (*whom, EVERYBODY) for event in self._events[each])
        return [f"    {at} {what}" for at, what in mixed[-_SHOWN:]]


def lines_of(counts: Counter[str]) -> list[str]:
    """Return counts as lines, by their names."""
    return [f"  {name:<96}{counts[name]:>8}" for name in sorted(counts, key=str.casefold)]
