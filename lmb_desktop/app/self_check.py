"""The self-check: tries every part that is loaded late, in a throw-away folder, and says so in one line."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from lmb_desktop.app.qt_set_up import dress, made_application, may_show_web_view, prepare_web_engine
from lmb_desktop.command_line import Options
from lmb_desktop.core.errors import LmbError, SecretStoreError
from lmb_desktop.core.secret import Secret
from lmb_desktop.parts import Parts
from lmb_desktop.shell.help_book import HelpBook
from lmb_desktop.widgets.icons import app_icon
from lmb_desktop.widgets.picture import Picture

PATIENCE_MS = 30_000
CHECK_RECORD = "self-check"


def self_check(options: Options) -> int:
    """Try every part in a throw-away folder and print one line; returns 0 when all is well."""
    with quiet_stderr() as written:
        place, problem = _try_everything(options)
        noise = written() if problem else ""
    if problem:
        print(noise, file=sys.stderr)
    print(f"Self-check failed: {problem}" if problem else f"Self-check passed; secrets go to the {place}.")
    return 1 if problem else 0


def _try_everything(options: Options) -> tuple[str, str]:
    """Return where secrets lie, and what went wrong or an empty text."""
    prepare_web_engine()
    dress(made_application())
    folder = throw_away_folder()
    parts = Parts(replace(options, data_dir=Path(folder.name), practice=False, services=None))
    try:
        parts.open_folder()
        place = check_stores(parts)
        check_pictures()
        check_help()
        if not may_show_web_view():
            return f"{place}; the web view was not tried, as root it may not open", ""
        web = WebCheck()
        QApplication.exec()
        web.close()
        return place, web.outcome
    except (LmbError, AssertionError, OSError) as error:
        return "", f"{type(error).__name__}: {error}"
    finally:
        parts.close()
        folder.cleanup()


def check_stores(parts: Parts) -> str:
    """Write and read back in both stores; returns where secrets lie. Raises LmbError."""
    parts.store.put_settings({CHECK_RECORD: "kept"})
    if parts.store.setting(CHECK_RECORD) != "kept":
        raise AssertionError("the account list did not keep a setting")
    parts.settings()
    place = "keyring"
    try:
        _round_trip(parts)
    except SecretStoreError:
        parts.secrets.keep_until_quit()
        _round_trip(parts)
        place = "memory until quit (no usable keyring)"
    return place


def check_pictures() -> None:
    """Draw the program's icon and a picture; raises AssertionError when one is empty."""
    if app_icon().pixmap(32, 32).isNull() or Picture("joined").sizeHint().isEmpty():
        raise AssertionError("the icons did not load")


def check_help() -> None:
    """Read every page of the help; raises OSError or AssertionError when one did not travel along."""
    if not all(chapter.pages for chapter in HelpBook().chapters()):
        raise AssertionError("the help has no pages")


class WebCheck(QObject):
    """Show a built-in page in the web view; `outcome` is empty when it was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.outcome = "the web view did not load the built-in page in time"
        # The web engine is loaded only where a page is shown.
        from PySide6.QtWebEngineCore import QWebEngineProfile
        from PySide6.QtWebEngineWidgets import QWebEngineView

        self._profile = QWebEngineProfile()
        self._view = QWebEngineView(self._profile)
        self._view.loadFinished.connect(self._on_loaded)
        self._view.resize(320, 200)
        self._view.show()
        self._view.setHtml("<!doctype html><title>LMB Desktop</title><p>Self-check</p>")
        QTimer.singleShot(PATIENCE_MS, self, QApplication.quit)

    def _on_loaded(self, is_good: bool) -> None:
        self.outcome = "" if is_good else "the web view could not load the built-in page"
        QTimer.singleShot(0, self, QApplication.quit)

    def close(self) -> None:
        """Take the page down before its profile, as the web engine asks."""
        self._view.close()
        shiboken6.delete(self._view)
        shiboken6.delete(self._profile)


@contextmanager
def quiet_stderr() -> Iterator[Callable[[], str]]:
    """Keep what Qt, the web engine and its processes write to standard error; gives a function that returns it."""
    with tempfile.TemporaryFile() as kept:
        before = os.dup(2)
        os.dup2(kept.fileno(), 2)

        def written() -> str:
            kept.seek(0)
            return kept.read().decode(errors="replace")

        try:
            yield written
        finally:
            os.dup2(before, 2)
            os.close(before)


def throw_away_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that goes when the check ends."""
    return tempfile.TemporaryDirectory(prefix="lmb-desktop-check-", ignore_cleanup_errors=True)


def _round_trip(parts: Parts) -> None:
    slot = parts.secrets.free_slot("")
    parts.secrets.put(CHECK_RECORD, slot, Secret("self-check"))
    parts.secrets.forget(CHECK_RECORD, slot)
