"""Start with the computer on Linux: a desktop entry in the autostart folder (freedesktop.org's two specifications)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lmb_desktop.core.errors import StartAtLoginRefused
from lmb_desktop.gateways.private_file import write_private
from lmb_desktop.gateways.start_command import StartCommand

FILE = "lmb-desktop.desktop"
GROUP = "[Desktop Entry]"
GNOME_SWITCH = "X-GNOME-Autostart-enabled"
UNQUOTED = re.compile(r"[^\s\"'\\><~|&;$*?#()`]+")
"""What may stand in a command line without quotes."""
NOT_FOR_ENTRIES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters, and bytes of a path that are no text."""


class AutostartEntry:
    """The entry of this program in the autostart folder; desktops switch it off by keys of their own in it."""

    def __init__(self, command: StartCommand, folder: Path) -> None:
        self._command = command
        self._path = folder / FILE

    def is_on(self) -> bool:
        """Tell whether this program is started; False too when the entry cannot be read."""
        try:
            entry = self._entry()
        except OSError:
            return False
        return self._is_ours(entry) and entry.get("Hidden") != "true" and entry.get(GNOME_SWITCH) != "false"

    def switch(self, on: bool) -> None:
        """Write the entry, or remove it where it starts this program; raises StartAtLoginRefused."""
        try:
            if on:
                write_private(self._path, self._text().encode())
            elif self._is_ours(self._entry()):
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._refused((error.strerror or type(error).__name__).lower()) from error

    def _text(self) -> str:
        parts = self._command.parts
        # The specification forbids the one; GNOME looks for a program of the other's name with both percent signs.
        if "=" in parts[0] or "%" in parts[0]:
            raise self._refused("desktops start no program whose path holds “=” or “%”")
        if any(NOT_FOR_ENTRIES.search(part) for part in parts):
            raise self._refused("a path holds a character that a desktop entry cannot")
        lines = (
            GROUP,
            "Type=Application",
            "Version=1.0",
            "Name=LMB Desktop",
            "Comment=Keeps Amazon seller accounts connected to Xero and QuickBooks",
            f"Exec={exec_value(parts)}",
            "Icon=lmb-desktop",
            "Terminal=false",
            "StartupNotify=false",
            f"{GNOME_SWITCH}=true",
        )
        return "\n".join(lines) + "\n"

    def _entry(self) -> dict[str, str]:
        """Return the keys of the entry that is there, none when there is none; raises OSError."""
        try:
            text = self._path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return {}
        return _keys(text)

    def _is_ours(self, entry: Mapping[str, str]) -> bool:
        return entry.get("Exec") == exec_value(self._command.parts)

    def _refused(self, reason: str) -> StartAtLoginRefused:
        return StartAtLoginRefused(place=str(self._path), reason=reason)


def autostart_folder(environ: Mapping[str, str], home: Path) -> Path:
    """Return the user's autostart folder; a relative XDG_CONFIG_HOME does not count, as its specification says."""
    given = Path(environ.get("XDG_CONFIG_HOME", ""))
    return (given if given.is_absolute() else home / ".config") / "autostart"


def exec_value(parts: tuple[str, ...]) -> str:
    """Return a command line as the value of Exec: each part quoted, then all escaped as any text of an entry is."""
    line = " ".join(_quoted(part) for part in parts)
    for plain, escaped in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        line = line.replace(plain, escaped)
    return line


def _quoted(part: str) -> str:
    # A percent sign begins a code for the desktop to fill in; two are one.
    part = part.replace("%", "%%")
    if UNQUOTED.fullmatch(part):
        return part
    return '"' + re.sub(r'(["`$\\])', r"\\\1", part) + '"'


def _keys(text: str) -> dict[str, str]:
    """Return the keys of the main group; a later line wins, as it does for the desktops."""
    found: dict[str, str] = {}
    group = ""
    for line in text.split("\n"):
        if line.startswith("["):
            group = line.strip()
        elif group == GROUP and "=" in line and not line.startswith("#"):
            key, _equals, value = line.partition("=")
            found[key.strip()] = value.strip()
    return found
