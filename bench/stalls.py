"""Stalls: how long the GUI thread leaves its events waiting while every service takes five seconds to answer.

A thousand accounts are listed and all are being checked while the wizard verifies another one; the practice services
run in a process of their own. A bare wizard, watched at the same time, says how much of it is the machine's own doing.
"""

from __future__ import annotations

import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from bench.children import run_child, tell
from bench.first_paint import show_bare_wizard
from bench.made_accounts import made_store
from bench.made_keyring import install
from bench.practice import practice_services
from bench.rows import Row
from bench.walking import Journey, Until, opened_program, walk
from lmb_desktop.app.program import Program
from lmb_desktop.tour.hands import find, found, is_ready, press, write
from lmb_desktop.tour.journey import press_wizard

ACCOUNTS = 1000
SLOW_S = 5
BARE_S = 20.0
LONGEST_MS, MOST_MS = 50, 16
SELLER, REGION = "harbour-tea", "europe"


def measure(_rounds: int) -> list[Row]:
    """Watch both at once."""
    with TemporaryDirectory() as folder, practice_services() as practice, ThreadPoolExecutor() as pool:
        place = Path(folder)
        made_store(place / "data", ACCOUNTS)
        services = practice.write_settings(place)
        brought = practice.order("authorise", seller=SELLER, region=REGION)
        practice.order("slow", seconds=SLOW_S)
        arguments = ("--data-dir", str(place / "data"), "--services", str(services))
        bare = pool.submit(run_child, "stalls", "bare")
        own = run_child("stalls", "program", brought["seller_id"], brought["refresh_token"], *arguments)
        noise = bare.result()
    what = f"GUI thread while every service takes {SLOW_S} s"
    figures = "{:.1f} ms (a bare wizard at the same time: {:.1f}), budget {}"
    return [
        Row(f"longest stall of the {what}", figures.format(own[0], noise[0], LONGEST_MS), own[0] <= LONGEST_MS),
        Row(f"99 of 100 turns of the {what}", figures.format(own[1], noise[1], MOST_MS), own[1] <= MOST_MS),
    ]


class Probe(QObject):
    """Ask for a turn every millisecond and note how late each one came."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._note)

    def start(self) -> None:
        """Begin."""
        self._last = time.perf_counter()
        self._timer.start()

    def found(self) -> tuple[float, float]:
        """Return in milliseconds the longest wait for a turn, and the one that 99 of 100 did not pass."""
        waits = sorted(self._gaps)
        return waits[-1], waits[math.ceil(len(waits) * 0.99) - 1]

    def _note(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._last) * 1000)
        self._last = now


def verifying(program: Program, probe: Probe, seller_id: str, token: str) -> Journey:
    """Go to page 3, then check everything and verify, watched until Amazon has answered."""
    assert program.mode is not None
    window = program.mode.window
    yield Until(lambda: len(window.overview.accounts) == ACCOUNTS, "the accounts are there")
    window.findChild(QAction, "addNewAccountAction").trigger()
    yield Until(lambda: is_ready(f"region_{REGION}"), "page 1")
    press(f"region_{REGION}")
    for then in ("visitSellerCentralButton", "accountNameEdit"):
        press_wizard(QWizard.WizardButton.NextButton)
        yield Until(lambda then=then: is_ready(then), f"{then} after Next")
    write("sellerIdEdit", seller_id)
    write("tokenEdit", token)
    yield Until(lambda: is_ready("verifyButton"), "Verify is on")
    wizard = found("accountWizard")
    assert isinstance(wizard, QWizard)
    notice = wizard.currentPage().findChild(QWidget, "notice")
    probe.start()
    window.findChild(QAction, "checkAllAction").trigger()
    press("verifyButton")
    yield Until(lambda: notice.property("kind") == "busy", "Verify has begun")
    yield Until(lambda: notice.property("kind") in ("good", "info", "bad", "attention"), "Amazon's answer")
    assert notice.property("kind") in ("good", "info"), notice.property("text")
    assert find("accountWizard") is wizard


def main(kind: str, arguments: list[str]) -> None:
    """Tell the longest wait and the one of 99 in 100."""
    if kind == "bare":
        application, probe = QApplication([]), Probe()
        _wizard = show_bare_wizard()
        probe.start()
        QTimer.singleShot(round(BARE_S * 1000), application, application.quit)
        application.exec()
        tell(probe.found())
        return
    install()
    seller_id, token, *others = arguments
    with opened_program(others) as program:
        probe = Probe()
        walk(verifying(program, probe, seller_id, token))
        tell(probe.found())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
