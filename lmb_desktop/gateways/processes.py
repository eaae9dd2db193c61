"""Processes as marks name them: "pid:start time", so that a number used again is not mistaken."""

from __future__ import annotations

import os

import psutil

CLOCK_STEP_S = 2.0
"""How far a start time may differ: it is told from the clock, and clocks are set."""


def own_name() -> str:
    """Return this process's name for marks."""
    return f"{os.getpid()}:{psutil.Process().create_time():.2f}"


def is_alive(name: str) -> bool:
    """Tell whether the process with this name still runs; one that only waits to be buried does not."""
    pid, _colon, started = name.partition(":")
    try:
        process = psutil.Process(int(pid))
        is_same = abs(process.create_time() - float(started)) < CLOCK_STEP_S
        return is_same and process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except (psutil.Error, ValueError, OverflowError):
        return False
