"""Again: the right to ask the same question once more, where a service allows so many in a time."""

from __future__ import annotations

from collections.abc import Callable

Again = Callable[[], None]
"""Use one more question of what a service allows, or raise RateLimited where none is left just now."""


def freely() -> None:
    """Let every further question be asked."""
