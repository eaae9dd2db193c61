"""Every measurement by its name, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench import (
    idle_memory,
    many_checks,
    menu_opening,
    requests_made,
    saving_half,
    sign_in_memory,
    sizes,
    stalls,
    starting,
)
from bench.rows import Row

MEASUREMENTS: Mapping[str, Callable[[int], list[Row]]] = {
    "starting": starting.measure,
    "idle": idle_memory.measure,
    "sign-in": sign_in_memory.measure,
    "stalls": stalls.measure,
    "menu": menu_opening.measure,
    "checks": many_checks.measure,
    "saving": saving_half.measure,
    "requests": requests_made.measure,
    "sizes": sizes.measure,
}
