"""Case: one way to provoke one message, and what is then read on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys.messages.reading import NOTICE, Place
from tests.journeys.messages.stage import Stage

Step = Callable[[Stage], None]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One row of the table. Texts may have places for facts that differ from run to run (`Stage.facts`)."""

    id: str
    """The published id, or the catalogue's key of a message that has none."""
    variant: str
    provoke: Step
    """What the person, the services and the network do until the message stands there."""
    trigger: str
    """The same in a sentence."""
    title: str = ""
    text: str = ""
    kind: str = "bad"
    place: Place = NOTICE
    button: str = ""
    """The words on the button for the one thing to do; none where there is nothing to press."""
    press: Step | None = None
    """Press the button, and check that it did what it says."""
    details: tuple[str, ...] = ()
    """What the technical reply must hold; nothing where there is none to show."""
    key: str = ""
    """The catalogue's key, where the message comes from there."""
    settings: tuple[tuple[str, str], ...] = ()
    """What stands differently in the service settings: old text, new text."""
    has_clock: bool = False
    """The program and the services go by a clock that the case moves."""

    @property
    def name(self) -> str:
        """Return a name for files and test ids."""
        return f"{self.id}-{self.variant}".replace(" ", "-").replace("'", "").replace(",", "").lower()
