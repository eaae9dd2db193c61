"""The tour: walks the whole practice journey through the real windows with mouse and keys, and takes pictures."""

from __future__ import annotations

from lmb_desktop.command_line import Options


def run(options: Options) -> int:
    """Walk the tour; returns 0 only if an account is connected to each ledger at the end."""
    # Qt is loaded only when the tour is really walked.
    from lmb_desktop.tour.guide import guide

    return guide(options)
