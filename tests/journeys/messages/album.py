"""The album: a picture of each message, light and dark, and a page that shows them all."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys import screen
from tests.journeys.messages.case import Case
from tests.journeys.messages.reading import Reading, details_link
from tests.widgets.palettes import PALETTES, palette_of

FOLDER = "LMB_DESKTOP_GALLERY"
LOOKS = {"light": "pictures, light", "dark": "pictures, dark"}


@dataclass(frozen=True)
class Entry:
    """One message as the page shows it."""

    case: Case
    shown: Reading


class Album:
    """Save pictures where a folder is wanted, and nothing otherwise."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None
        self._entries: list[Entry] = []

    def take(self, case: Case, shown: Reading) -> None:
        """Take the pictures of a message."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        before = QApplication.palette()
        for look, name in LOOKS.items():
            QApplication.setPalette(palette_of(PALETTES[name]))
            screen.settle()
            self._save(screen.windows()[-1], f"{case.name}-{look}.png")
        QApplication.setPalette(before)
        screen.settle()
        if shown.details:
            self._save_details(case)
        self._entries.append(Entry(case, shown))
        (self._folder / "index.html").write_text(page(self._entries), "utf-8")

    def _save_details(self, case: Case) -> None:
        screen.click(details_link(case.place))
        screen.settle()
        self._save(screen.windows()[-1], f"{case.name}-details.png")
        screen.click(details_link(case.place))
        screen.settle()

    def _save(self, window: QWidget, name: str) -> None:
        assert self._folder is not None
        assert window.grab().save(str(self._folder / name)), name


def page(entries: list[Entry]) -> str:
    """Return a page with every message: id, trigger, words, pictures."""
    rows = "\n".join(_row(entry) for entry in sorted(entries, key=lambda entry: entry.case.name))
    return (
        "<!doctype html><meta charset=utf-8><title>Messages of LMB Desktop</title>"
        "<style>body{font:15px sans-serif;margin:2em}img{max-width:48%;border:1px solid #999}"
        "section{margin-bottom:3em}pre{white-space:pre-wrap}</style>"
        f"<h1>Messages of LMB Desktop</h1><p>{len(entries)} messages, each from a real reply or a real fault.</p>\n"
        f"{rows}\n"
    )


def _row(entry: Entry) -> str:
    case, shown = entry.case, entry.shown
    words = [f"<h2>{html.escape(case.id)} – {html.escape(case.variant)}</h2>", f"<p>{html.escape(case.trigger)}</p>"]
    said = "\n".join(filter(None, (shown.title, shown.text)))
    words.append(f"<pre>{html.escape(said)}</pre>")
    words += [f"<p>Button: <b>{html.escape(shown.button)}</b></p>"] if shown.button else []
    words += [f"<p>Details:</p><pre>{html.escape(shown.details)}</pre>"] if shown.details else []
    words += [f'<img src="{case.name}-{look}.png" alt="{html.escape(case.id)}, {look}">' for look in LOOKS]
    return f"<section id={case.name}>{''.join(words)}</section>"


album = Album(os.environ.get(FOLDER, ""))  # read now: the tests start without settings of the program
