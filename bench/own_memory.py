"""Own memory: what this process and the processes it started use, as the system counts it."""

from __future__ import annotations

import gc
import sys

import psutil

MB = 1024 * 1024


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


def processes() -> int:
    """Return how many processes this one has started that still run."""
    return len(psutil.Process().children(recursive=True))
