"""The first paint: a frame with nothing behind it that could wait, then the list, then all the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.program import ROOT, environment
from tests.journeys.saved_shops import save_shops

WATCHED = """
import json, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from lmb_desktop.__main__ import main

HEAVY = ("requests", "keyring", "sqlite3", "sqlite_utils", "PySide6.QtNetwork", "PySide6.QtWebEngineCore",
         "lmb_desktop.core.errors", "lmb_desktop.shell.window_contents", "lmb_desktop.shell.details_pane")
seen = []

def loaded():
    return [name for name in HEAVY if name in sys.modules]

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            kind = type(watched).__name__
            of_list = getattr(watched.parent(), "objectName", str)() == "accountsTable"
            if of_list or kind in ("ReadingView", "DetailsPane"):
                self.note(kind, watched)
        return False

    def note(self, kind, watched):
        name = "list" if kind == "QWidget" else kind
        if name not in [each["what"] for each in seen]:
            ground = watched.palette().color(watched.backgroundRole()) == QApplication.palette().base().color()
            seen.append({"what": name, "loaded": loaded(), "is_base": ground})

run = QApplication.exec

def watched_loop():
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    QTimer.singleShot(20_000, QApplication.quit)
    done = QTimer(watch)
    done.timeout.connect(lambda: QApplication.quit() if len(seen) == 3 else None)
    done.start(20)
    code = run()
    from PySide6.QtCore import QCoreApplication, Qt
    shares = QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    print(json.dumps({"seen": seen, "shares": shares}))
    return code

QApplication.exec = watched_loop
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def watched(data_folder: Path, services: Path) -> dict:
    """Start the program on a list of accounts, and tell what was painted with what loaded."""
    save_shops(data_folder, 12)
    arguments = ["--data-dir", str(data_folder), "--services", str(services)]
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_a_bare_frame_is_painted_first_then_the_list_then_the_details(watched: dict) -> None:
    assert [each["what"] for each in watched["seen"]] == ["ReadingView", "list", "DetailsPane"]


def test_nothing_heavy_is_loaded_before_it_is_needed(watched: dict) -> None:
    frame, shown, _details = watched["seen"]
    assert frame["loaded"] == []
    # The details follow the list; the network and the keyring are wanted by nobody yet.
    assert "lmb_desktop.shell.details_pane" not in shown["loaded"]
    assert not {"requests", "keyring", "sqlite_utils"} & set(shown["loaded"])


def test_the_first_paint_has_the_ground_of_the_list(watched: dict) -> None:
    assert watched["seen"][0]["is_base"]


def test_graphics_are_shared_with_web_views_that_come_later(watched: dict) -> None:
    assert watched["shares"]
