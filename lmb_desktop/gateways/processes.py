"""Processes as marks name them: "pid:start time", so that a number used again is not mistaken."""

from __future__ import annotations

import os

import psutil


def own_name() -> str:
    """Return this process's name for marks."""
    return f"{os.getpid()}:{psutil.Process().create_time():.2f}"


def is_alive(name: str) -> bool:
    """Tell whether the process with this name still runs."""
    pid, _colon, started = name.partition(":")
    try:
        return f"{psutil.Process(int(pid)).create_time():.2f}" == started
    except (psutil.Error, ValueError):
        return False
