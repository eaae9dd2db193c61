"""What may not be left anywhere: a refresh token in a file of the program or in anything that it printed."""

from __future__ import annotations

import re

from tests.journeys.leaks import files_below, leaks
from tests.soak.stage import Stage

SHAPES = {
    "an Amazon token": re.compile(rb"Atz[ra]\|[A-Za-z0-9_-]{20,}"),
    "an MWS token": re.compile(rb"amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}"),
    "an Intuit token": re.compile(rb"RT1-[A-Za-z0-9_-]{20,}"),
    "something as long as a token": re.compile(rb"[A-Za-z0-9_-]{180,}"),
}


def leftovers(stage: Stage, tokens: dict[str, str]) -> list[str]:
    """Name every place outside the keyring in which a token of any time, or one of the last ones, is found."""
    stage.output.flush()
    places = {"output": (stage.folder / "output.txt").read_bytes()}
    for machine in stage.machines.values():
        places |= files_below(machine.data)
    found = [
        f"{what} in {name}" for name, text in places.items() for what, shape in SHAPES.items() if shape.search(text)
    ]
    return sorted(found) + leaks({token: f"the token of {whom}" for whom, token in tokens.items()}, places)
