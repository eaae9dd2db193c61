"""No keyring on this computer: the program says so, keeps sign-ins until it quits, and tells what is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import ROOT, Session, alone, environment, halves

WITHOUT_QT = """
import sys
from lmb_desktop.__main__ import main
code = main(sys.argv[1:])
loaded = [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]
sys.exit(f"Qt was loaded: {loaded}" if loaded else code)
"""


@pytest.fixture
def session(qtbot: QtBot, services: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Session]:
    """Give the program on a computer without a keyring."""
    session = Session(["--data-dir", str(data_folder), "--services", str(services)], capsys)
    yield session
    session.close()


def accounts_in_a_new_process(session: Session) -> tuple[int, str]:
    command = [sys.executable, "-c", WITHOUT_QT, *session.arguments, "accounts", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_program_asks_and_keeps_sign_ins_until_it_quits(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Harbour Tea UK", orders.details("harbour-tea", "europe"))
    screen.click("verifyButton")
    screen.found("keyringDialog")
    assert screen.notice()[1] == "keyring-missing"
    screen.click("untilQuitButton")
    screen.wait(walk.is_next_on, "the details are kept")
    walk.next_page("ledgerPage")
    walk.sign_in("xero", "one-organisation")
    walk.confirm()
    walk.finish()
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok")}


def test_what_was_kept_until_the_program_quit_is_listed_as_not_finished(session: Session, orders: Orders):
    program = alone("end", session, orders.details("harbour-tea", "europe"), None)
    program.communicate(timeout=90)
    assert program.returncode == 0
    code, listed = accounts_in_a_new_process(session)
    account = json.loads(listed)["accounts"][0]
    assert code == 1
    for half in (account["seller"], account["ledger"]):
        assert (half["state"], half["reason"]) == ("not-finished", "secret-not-kept")


def test_closing_the_question_keeps_nothing_and_saves_nothing(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Harbour Tea UK", orders.details("harbour-tea", "europe"))
    screen.click("verifyButton")
    screen.click("cancelKeyringButton")
    screen.wait(lambda: screen.find("keyringDialog") is None, "the dialog closes")
    assert not walk.is_next_on()
    assert session.accounts() == []
    screen.click("noticeActionButton")
    screen.wait(lambda: walk.is_next_on() or screen.find("keyringDialog"), "the offer of the notice")


def test_listing_accounts_of_an_empty_folder_loads_no_qt(session: Session):
    code, listed = accounts_in_a_new_process(session)
    assert (code, json.loads(listed)["accounts"]) == (0, [])


def test_once_the_program_is_closed_nothing_counts_as_kept(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Harbour Tea UK", orders.details("harbour-tea", "europe"))
    screen.click("verifyButton")
    screen.click("untilQuitButton")
    screen.wait(walk.is_next_on, "the details are kept")
    session.close()
    _code, listed = accounts_in_a_new_process(session)
    seller = json.loads(listed)["accounts"][0]["seller"]
    assert (seller["state"], seller["reason"]) == ("not-finished", "secret-not-kept")
