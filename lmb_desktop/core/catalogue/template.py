"""Template: one message with places for its facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """One message with places for its facts; `id` is the published one where it differs from the key."""

    title: str
    text: str = ""
    action: str = ""
    id: str = ""
    kind: str = "bad"
