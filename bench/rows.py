"""Rows: what a measurement found about one budget, and the lines that say so. Measures nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One budget: what it is about, the figures behind it, and whether it is met (None: only told, or not measured)."""

    what: str
    figures: str
    is_met: bool | None

    @property
    def line(self) -> str:
        """Return the row as it is printed."""
        verdict = {True: "met", False: "MISSED", None: "-"}[self.is_met]
        return f"{verdict:7}{self.what}: {self.figures}"


def ratio_row(what: str, own: Sequence[float], base: Sequence[float], *, unit: str, budget: float) -> Row:
    """Return a row for a ratio, judged by the smallest figures: what disturbs a machine only ever adds."""
    least, middle = min(own) / min(base), median(own) / median(base)
    figures = (
        f"{min(own):.1f} {unit} against {min(base):.1f} (middle {median(own):.1f} against {median(base):.1f}), "
        f"ratio {least:.2f} (middle {middle:.2f}), budget {budget}"
    )
    return Row(what, figures, least <= budget)


def count_row(what: str, found: int, wanted: int, details: str) -> Row:
    """Return a row for a number that must not be passed."""
    return Row(what, f"{found} ({details}), budget {wanted}", found <= wanted)


def verdict_line(rows: Sequence[Row]) -> str:
    """Return the last line: which budgets are met."""
    judged = [row for row in rows if row.is_met is not None]
    missed = [row.what for row in judged if not row.is_met]
    line = f"Met: {len(judged) - len(missed)} of {len(judged)}."
    return f"{line} Missed: {'; '.join(missed)}." if missed else line
