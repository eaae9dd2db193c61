"""The GUI thread never does network, keyring, account store or process work, all through the wizard."""

import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
import requests
from pytestqt.qtbot import QtBot

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.tour.practice_errand import Brought, fetch_details
from lmb_desktop.widgets.tasks import Tasks
from tests.journeys import screen, walk
from tests.journeys.gui_thread import GuiThreadRule, OnGuiThread
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.program import Session, halves
from tests.journeys.walk import Details


@pytest.fixture
def practice(own_keyring: KeyringDouble, qtbot, data_folder: Path, capsys):
    """Give the program in practice mode, with a keyring; it starts its own services."""
    session = Session(["--data-dir", str(data_folder), "--practice"], capsys)
    yield session
    session.close()


def fetched(session: Session, person: str, region: str) -> Details:
    """Send the person to Seller Central, on a thread of their own, and return what they bring back."""
    screen.click("visitSellerCentralButton")
    page = session.browser.newest()
    errand: Future[Brought] = fetch_details(page, email=person, password="practice", region=region)
    screen.wait(errand.done, "the person comes back from Seller Central")
    return Details(errand.result().seller_id, errand.result().token)


def walk_the_wizard(session: Session) -> None:
    session.start()
    screen.click("region_europe")
    walk.next_page("sellerCentralPage")
    details = fetched(session, "owner@harbourtea.example", "europe")
    walk.next_page("credentialsPage")
    walk.fill_in("Harbour Tea UK", details)
    assert walk.verify()[0] == "good"
    walk.next_page("ledgerPage")
    screen.click("connectQuickBooksButton")
    screen.click("openInBrowserButton")
    screen.wait(lambda: screen.find("pastedAddressEdit"), "the sign-in goes on in the browser")
    screen.click("noticeStopButton")
    screen.wait(lambda: screen.notice()[1] == "L-01", "the sign-in is closed")
    walk.sign_in("xero", "three-organisations")
    walk.confirm()
    walk.finish()


def test_the_whole_wizard_keeps_slow_work_off_the_gui_thread(practice: Session, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as during_the_walk:
        rule = GuiThreadRule(during_the_walk)
        walk_the_wizard(practice)
        practice.close()
        assert rule.complaints == []
    assert halves(practice.accounts()) == {"Harbour Tea UK": ("ok", "ok")}


def test_a_program_that_did_its_work_on_the_gui_thread_would_be_found_out(
    session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, allowed_log: Callable[[str], None]
):
    allowed_log("OnGuiThread|Unexpected error")

    def run_at_once(_tasks: Tasks, _owner: object, work: Callable, done: Callable, _failed: object = None) -> None:
        done(work(CancelToken()))

    rule = GuiThreadRule(monkeypatch)
    monkeypatch.setattr(Tasks, "run", run_at_once)
    with qtbot.captureExceptions() as caught:
        session.start()
        qtbot.waitUntil(lambda: bool(rule.complaints))
    assert any(issubclass(each[0], OnGuiThread) for each in caught) or rule.complaints


def open_an_address() -> None:
    urllib.request.urlopen("http://127.0.0.1:9/", timeout=1)


def start_a_process() -> None:
    subprocess.Popen([sys.executable, "--version"])


SLOW_ACTS = {
    "a connection": open_an_address,
    "a request": lambda: requests.get("http://127.0.0.1:9/", timeout=1),
    "the account list": lambda: sqlite3.connect(":memory:"),
    "a process": start_a_process,
    "the keyring": lambda: KeyringDouble(Path("none")).get_password("lmb-desktop", "lmb-desktop"),
}


@pytest.mark.parametrize("act", SLOW_ACTS.values(), ids=SLOW_ACTS)
def test_the_watch_speaks_up(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as during_the_act:
        rule = GuiThreadRule(during_the_act)
        with pytest.raises(OnGuiThread):
            act()
        assert len(rule.complaints) == 1
