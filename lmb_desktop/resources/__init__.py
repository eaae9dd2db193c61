"""Finds the files that travel with the program, from source and from a bundle. Holds no logic about what is in them."""

from pathlib import Path

_ROOM = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Return where a resource lies, such as `icons/mark.svg`. Raises FileNotFoundError if it did not travel along."""
    found = _ROOM.joinpath(*name.split("/"))
    if not found.is_file():
        raise FileNotFoundError(f"the program is incomplete: {name} is missing")
    return found


def read_text(name: str) -> str:
    """Read a resource as UTF-8 text. Raises FileNotFoundError if it did not travel along."""
    return path(name).read_text(encoding="utf-8")
