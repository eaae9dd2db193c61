"""LatePort: stands in for a port until it is first asked, so that listing accounts loads no network library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class LatePort:
    """Hand every question on to a port that is built at the first one."""

    def __init__(self, build: Callable[[], object]) -> None:
        self._build = build

    def __getattr__(self, name: str) -> Any:
        return getattr(self._build(), name)
