"""LastReply: what was answered to the last check of a half that failed, as it is stored with the half. Texts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.errors.family import Fact


@dataclass(frozen=True)
class LastReply:
    """The error that a check came to: its slug, its facts, and the masked technical reply."""

    slug: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()
    details: str = ""

    @classmethod
    def of(cls, error: LmbError) -> LastReply:
        """Return what is kept of an error."""
        return cls(error.slug, tuple(error.facts.items()), error.details)

    def error(self) -> LmbError | None:
        """Return the error once more, with its message; None where nothing was kept, or by a version with others."""
        kind = next((kind for kind in _family(LmbError) if kind.slug == self.slug), None)
        return None if kind is None else kind(details=self.details, **dict(self.facts))


def _family(root: type[LmbError]) -> Iterator[type[LmbError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _family(kind)


NO_REPLY = LastReply()
