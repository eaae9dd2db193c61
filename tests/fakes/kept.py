"""Doubles of what lies on this computer besides accounts: files in memory, and the entry that starts the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lmb_desktop.core.errors import AccountFileUnusable, StartAtLoginRefused
from tests.fakes.window_ports import off_gui_thread


@dataclass
class FilesInMemory:
    """Files by their path; one that is not there is unusable."""

    texts: dict[str, str] = field(default_factory=dict)

    def read(self, path: str) -> str:
        """Return a file's text."""
        off_gui_thread()
        if path not in self.texts:
            raise AccountFileUnusable(place=Path(path).name, problem="cannot be read")
        return self.texts[path]

    def save(self, path: str, text: str) -> None:
        """Keep a file's text."""
        off_gui_thread()
        self.texts[path] = text


@dataclass
class LoginEntry:
    """Whether the program starts with the computer; it may refuse to be changed."""

    is_set: bool = False
    refusal: StartAtLoginRefused | None = None

    def is_on(self) -> bool:
        """Tell whether it is set."""
        off_gui_thread()
        return self.is_set

    def switch(self, on: bool) -> None:
        """Set it, or refuse."""
        off_gui_thread()
        if self.refusal is not None:
            raise self.refusal
        self.is_set = on
