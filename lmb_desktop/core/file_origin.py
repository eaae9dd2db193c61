"""Where a file of accounts was saved, and whether it may be taken in here. Reads no file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from lmb_desktop.core.errors import AccountFileElsewhere


class Mode(StrEnum):
    """Whether a folder holds real accounts or practice ones."""

    LIVE = "live"
    PRACTICE = "practice"

    @classmethod
    def of(cls, *, is_practice: bool) -> Mode:
        """Return the mode of a folder."""
        return cls.PRACTICE if is_practice else cls.LIVE


@dataclass(frozen=True)
class Here:
    """The folder that takes a file in: its mode, and the environment of its QuickBooks app; empty without one."""

    mode: Mode
    quickbooks: str = ""


def refuse_elsewhere(mode: Mode | None, quickbooks: Collection[str], *, here: Here, place: str) -> None:
    """Raise AccountFileElsewhere for accounts that could never be signed in to here.

    `mode` is None where the file does not say, which older programs never did; `quickbooks` names the environments of
    the file's companies, and one that fits is enough.
    """
    if mode is not None and mode is not here.mode:
        raise AccountFileElsewhere(place=place, kind=mode.value)
    if here.quickbooks and quickbooks and here.quickbooks not in quickbooks:
        raise AccountFileElsewhere(place=place, kind=min(quickbooks))
