"""The search for secrets where none may be: files, output, processes, windows."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote


def leaks(secrets: Mapping[str, str], places: Mapping[str, bytes]) -> list[str]:
    """Name each place that holds a secret, as it is or in a form it may take, and say which kind it is."""
    found = []
    for secret, kind in secrets.items():
        for form in forms(secret):
            found += [f"{kind} in {name}" for name, content in places.items() if form in content]
    return sorted(set(found))


def forms(secret: str) -> set[bytes]:
    """Return a secret as it may be written: plain, in an address, in base64, as JSON and repr write it."""
    plain = secret.encode()
    return {plain, quote(secret, safe="").encode(), base64.b64encode(plain).rstrip(b"="), secret.encode("utf-16-le")}


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path, and the paths themselves."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in files} | {"file names": "\n".join(map(str, files)).encode()}


def texts(**said: str | Iterable[str]) -> dict[str, bytes]:
    """Return texts by their names, ready to be searched."""
    return {name: (text if isinstance(text, str) else "\n".join(text)).encode() for name, text in said.items()}
