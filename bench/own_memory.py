"""Own memory: what this process and the processes it started use, as the system counts it."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections import Counter

import psutil

MB = 1024 * 1024
KIND = "--type="
"""How a web engine's helper says on its command line what it is: a renderer, a zygote, a utility."""


def resident_mb() -> float:
    """Return the megabytes of this process that are in memory now, libraries included."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / MB


def peak_mb() -> float:
    """Return the most megabytes that this process ever had in memory."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / MB
    import resource

    # Linux counts in kilobytes, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MB if sys.platform == "darwin" else peak / 1024


def processes() -> Counter[str]:
    """Return how many processes of each kind this one has started that still run; helpers of a web page name theirs."""
    return Counter(_kind(process) for process in psutil.Process().children(recursive=True))


def _kind(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        words = process.cmdline()
        return next((word.removeprefix(KIND) for word in words if word.startswith(KIND)), "other") if words else "ended"
    return "ended"
