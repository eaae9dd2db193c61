"""Sign-in memory: what the web view leaves behind, memory and helper processes, once a sign-in has ended.

A store with one unfinished account opens the wizard on page 4; the practice Xero is signed in to with the keyboard.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
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
PAGES, ALL, ZYGOTE = "pages", "all", "zygote"


def measure(_rounds: int) -> list[Row]:
    """Sign in once: memory does not depend on what else the machine does."""
    with TemporaryDirectory() as folder, practice_services() as practice:
        place = Path(folder)
        account = replace(made_holdings(1, datetime.now(UTC)).accounts[0], link_id=None)
        made_store(place / "data", 0).put_imported(Holdings(accounts=(account,)))
        services = practice.write_settings(place)
        arguments = ("--data-dir", str(place / "data"), "--services", str(services))
        found = run_child("sign_in_memory", *arguments)
    what = "helper processes of a sign-in in the web view"
    rows = [_process_row(f"{what}: those of its pages", found, PAGES), _process_row(f"{what}: all", found, ALL)]
    memory = ratio_row(
        "memory after a sign-in in the web view, against before",
        [found["after"]],
        [found["before"]],
        unit="MB",
        budget=1.3,
    )
    return [*rows, memory]


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
    gone: dict[str, float] = {}

    def are_gone() -> bool:
        passed_s, kinds = time.monotonic() - ended, processes()
        for kind in (PAGES, ALL):
            if not _counted(kinds, kind):
                gone.setdefault(kind, passed_s)
        return ALL in gone or passed_s > GONE_S

    yield Until(are_gone, "the helper processes end")
    seen["gone_s"], seen["left"] = gone, processes()
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


def _process_row(what: str, found: Mapping[str, Any], kind: str) -> Row:
    most, left, gone_s = _counted(found["most"], kind), _counted(found["left"], kind), found["gone_s"].get(kind)
    left_words = ", ".join(f"{count} {name}" for name, count in sorted(found["left"].items())) or "none"
    ended = f"gone after {gone_s:.1f} s" if gone_s is not None else f"{left} left after {GONE_S:.0f} s ({left_words})"
    return Row(what, f"{most} while it lasts, {ended}, budget {GONE_S:.0f} s", gone_s is not None and gone_s <= GONE_S)


def _counted(kinds: Mapping[str, int], kind: str) -> int:
    """Count processes; zygotes belong to the web engine as a whole, not to a page."""
    return sum(count for name, count in kinds.items() if name != "ended" and (kind == ALL or name != ZYGOTE))


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
