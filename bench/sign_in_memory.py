"""Sign-in memory: what the web view leaves behind, memory and helper processes, once a sign-in has ended.

A store with one unfinished account opens the wizard on page 4; the practice Xero is signed in to with the keyboard.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard

from bench.children import run_child, tell
from bench.made_accounts import made_holdings, made_store
from bench.made_keyring import install
from bench.own_memory import processes, resident_mb
from bench.practice import practice_services
from bench.rows import Row, ratio_row
from bench.walking import Journey, Until, opened_program, walk
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.tour.hands import find, found, is_ready, press, type_keys
from lmb_desktop.tour.walk import pause

TAB, GO = Qt.Key.Key_Tab, Qt.Key.Key_Return
PERSON, PASSWORD = "bookkeeper@tidewater.example", "practice"
PAINT_S = 0.5
GONE_S = 5.0


def measure(_rounds: int) -> list[Row]:
    """Sign in once: memory does not depend on what else the machine does."""
    with TemporaryDirectory() as folder, practice_services() as practice:
        place = Path(folder)
        account = replace(made_holdings(1, datetime.now(UTC)).accounts[0], link_id=None)
        made_store(place / "data", 0).put_imported(Holdings(accounts=(account,)))
        services = practice.write_settings(place)
        arguments = ("--data-dir", str(place / "data"), "--services", str(services))
        found = run_child("sign_in_memory", *arguments)
    gone_s, left, most = found["gone_s"], found["left"], found["most"]
    figures = f"{most} while it lasts, {left} left {gone_s:.1f} s after it ended, budget 0 within {GONE_S:.0f} s"
    memory = ratio_row(
        "memory after a sign-in in the web view, against before",
        [found["after"]],
        [found["before"]],
        unit="MB",
        budget=1.3,
    )
    return [Row("helper processes of a sign-in in the web view", figures, left == 0 and gone_s <= GONE_S), memory]


def sign_in(seen: dict[str, Any]) -> Journey:
    """Sign in to Xero on page 4, confirm the organisation, and wait until the web view has gone."""
    yield Until(lambda: is_ready("connectXeroButton"), "page 4 and Connect to Xero")
    yield pause(1.0)
    seen["before"] = resident_mb()
    press("connectXeroButton")
    yield Until(lambda: _shows("/sign-in"), "the sign-in page")
    yield pause(PAINT_S)
    seen["most"] = processes()
    type_keys(_input(), PERSON, TAB, PASSWORD, GO)
    yield Until(lambda: _shows("/connect/"), "the consent page")
    yield pause(PAINT_S)
    type_keys(_input(), TAB, TAB, TAB, GO)
    yield Until(lambda: find("confirmOrganisationButton"), "Xero came back")
    ended = time.monotonic()
    yield Until(lambda: not processes() or time.monotonic() - ended > GONE_S, "the helper processes end")
    seen["gone_s"], seen["left"] = time.monotonic() - ended, processes()
    yield Until(lambda: is_ready("confirmOrganisationButton"), "the organisation can be confirmed")
    press("confirmOrganisationButton")
    yield Until(_is_next_on, "the ledger half is saved")
    yield pause(max(0.0, GONE_S - (time.monotonic() - ended)))
    seen["after"] = resident_mb()


def main(arguments: list[str]) -> None:
    """Tell memory before and after, and what became of the processes."""
    install()
    seen: dict[str, Any] = {}
    with opened_program(arguments):
        walk(sign_in(seen))
    tell(seen)


def _shows(path: str) -> bool:
    view: Any = find("ledgerWebView")
    return view is not None and path in view.url().path() and not view.page().isLoading()


def _input() -> Any:
    view = found("ledgerWebView")
    return view.focusProxy() or view


def _is_next_on() -> bool:
    wizard = find("accountWizard")
    return isinstance(wizard, QWizard) and wizard.button(QWizard.WizardButton.NextButton).isEnabled()


if __name__ == "__main__":
    main(sys.argv[1:])
