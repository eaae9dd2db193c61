"""The root of the error family, and the kinds that belong to no service. Facts only, no sentences."""

from __future__ import annotations

from typing import ClassVar

Fact = str | int | float


class LmbError(Exception):
    """The root of all errors that are somebody's fault but a bug's; carries facts and a masked technical reply."""

    slug: ClassVar[str] = "error"
    retry: ClassVar[bool] = False

    def __init__(self, *, details: str = "", **facts: Fact) -> None:
        self.details = details
        self.facts: dict[str, Fact] = facts
        super().__init__(self.slug)

    def fact(self, name: str) -> str:
        """Return one fact as text, or an empty text."""
        return str(self.facts.get(name, ""))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.facts!r})"


class InputError(LmbError):
    """A field holds something whose shape is wrong. Facts: field, fault (the key of its message)."""

    slug = "input"

    @property
    def field(self) -> str:
        """Name the field at fault."""
        return self.fact("field")

    @property
    def fault(self) -> str:
        """Name the fault, which is the key of its message."""
        return self.fact("fault")


class SettingsError(LmbError):
    """The service settings cannot be used. Facts: place (file and line), problem."""

    slug = "settings"


class Cancelled(LmbError):
    """The person gave up; never shown."""

    slug = "cancelled"
