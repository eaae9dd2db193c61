"""The program in its tray looks after connections by itself: days pass, services fail, and a grant is withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lmb_desktop.app.program import Program
from lmb_desktop.core import vigil
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.parts import CLOCK_FILE
from lmb_desktop.shell import announcer, keeping_alive
from lmb_desktop.widgets.moments import clock_time
from tests.fakes.clock_file import set_clock
from tests.fakes.tray import FakeTray
from tests.journeys import hand, screen
from tests.journeys.again import reconnecting
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.messages.reading import copied_details
from tests.journeys.orders import Orders
from tests.journeys.program import Session

DAY = timedelta(hours=25)
QUICK_S = 0.1


class Time:
    """One clock for the program and the practice services."""

    def __init__(self, file: Path, orders: Orders) -> None:
        self._file = file
        self._orders = orders
        self._start = datetime.now(UTC).replace(microsecond=0)
        self._passed = timedelta()
        self.jump(timedelta())

    @property
    def now(self) -> datetime:
        """Return the program's time."""
        return self._start + self._passed

    def jump(self, by: timedelta) -> None:
        """Let time pass at once."""
        self._passed += by
        self._orders("clock", offset_s=self._passed.total_seconds())
        set_clock(self._file, self.now)


@pytest.fixture
def time(tmp_path: Path, orders: Orders, monkeypatch: pytest.MonkeyPatch) -> Time:
    """Give the clock of a program that looks at it often, and gathers no news."""
    monkeypatch.setattr(vigil, "FIRST_S", (0.0, 0.0))
    monkeypatch.setattr(vigil, "TICK_S", QUICK_S)
    monkeypatch.setattr(keeping_alive, "TICK_S", QUICK_S)
    monkeypatch.setattr(announcer, "GATHERS_MS", 1)
    monkeypatch.setenv(CLOCK_FILE, str(tmp_path / "clock"))
    return Time(tmp_path / "clock", orders)


def hidden(session: Session, system: FakeTray) -> Program:
    """Start the program in its tray, and wait until it has looked at its accounts once."""
    program = session.start_hidden(system)
    screen.wait(lambda: system.icon.toolTip() == "LMB Desktop: 1 account, connected", "the account is read")
    return program


def shown(program: Program) -> AccountView:
    """Return the one account as the program knows it."""
    assert program.mode is not None
    return program.mode.window.overview.accounts[0]


def test_a_day_that_passes_is_noticed_and_every_connection_is_checked_and_renewed(
    session: Session, time: Time, one: AccountView, own_keyring: KeyringDouble
) -> None:
    system = FakeTray()
    program, before = hidden(session, system), set(own_keyring.tokens())
    time.jump(DAY)
    screen.wait(lambda: shown(program).ledger.last_ok == time.now, "the ledger is checked")
    screen.wait(lambda: shown(program).seller.last_ok == time.now, "the seller is checked")
    # Amazon's token stays; Xero's was replaced, and the one before it is kept for the time of grace.
    assert (len(before), len(set(own_keyring.tokens()) - before)) == (2, 1)
    assert system.said == []
    hand.from_tray_menu(system, "Open LMB Desktop")
    said = hand.window().contents._status.right.text()
    assert said.startswith(f"Last check today at {clock_time(time.now)}. Next ")
    assert session.check()[0] == 0


def test_an_outage_is_told_to_nobody_and_mends_itself(
    session: Session, time: Time, one: AccountView, orders: Orders
) -> None:
    system = FakeTray()
    program = hidden(session, system)
    orders("down", service="xero")
    orders("down", service="amazon")
    time.jump(DAY)
    screen.wait(lambda: shown(program).ledger.state is State.UNREACHABLE, "Xero is out of reach")
    screen.wait(lambda: shown(program).seller.state is State.UNREACHABLE, "Amazon is out of reach")
    orders("reset")
    time.jump(timedelta(minutes=30))
    screen.wait(lambda: shown(program).state is State.OK, "both are well again")
    assert shown(program).ledger.last_ok == time.now
    assert system.said == []


def test_a_grant_that_is_withdrawn_turns_the_tray_and_is_told_once_and_a_click_leads_to_the_sign_in(
    session: Session, time: Time, one: AccountView, orders: Orders
) -> None:
    system = FakeTray()
    program = hidden(session, system)
    fine = system.icon.icon().pixmap(32).toImage()
    orders("revoke", user="three-organisations")
    time.jump(DAY)
    screen.wait(lambda: system.said, "the news")
    assert system.said == [("Harbour Tea UK: sign in to Xero again", "Xero ended the connection. Nothing is lost.")]
    assert system.icon.toolTip() == "LMB Desktop: 1 account, 1 needs you"
    assert system.icon.icon().pixmap(32).toImage() != fine
    time.jump(DAY)
    screen.wait(lambda: shown(program).seller.last_ok == time.now, "another day passes")
    screen.settle()
    assert len(system.said) == 1
    assert screen.windows() == []
    system.icon.messageClicked.emit()
    assert reconnecting().windowTitle().startswith("Sign in to Xero again – Harbour Tea UK")
    assert reconnecting().window().isVisible()


def test_what_a_background_check_was_answered_stands_under_details_also_after_a_restart_and_until_a_good_answer(
    session: Session, time: Time, one: AccountView, orders: Orders
) -> None:
    system = FakeTray()
    program = hidden(session, system)
    orders("revoke", user="three-organisations")
    time.jump(DAY)
    screen.wait(lambda: shown(program).ledger.state is State.REAUTHORISE, "Xero has ended it")
    hand.from_tray_menu(system, "Open LMB Desktop")
    hand.select("Harbour Tea UK")
    assert "answered 400; error invalid_grant" in copied_details("ledgerDetailsButton")
    assert screen.find("amazonDetailsButton") is None
    session.close()
    orders("down", service="amazon")
    program = session.start()
    hand.select("Harbour Tea UK")
    assert "answered 400; error invalid_grant" in copied_details("ledgerDetailsButton")
    time.jump(DAY)
    screen.wait(lambda: shown(program).seller.state is State.UNREACHABLE, "Amazon is out of reach")
    assert "answered 400; error invalid_grant" in copied_details("ledgerDetailsButton")
    assert "answered 503" in copied_details("amazonDetailsButton")
    orders("down", service="amazon", on=False)
    time.jump(timedelta(minutes=30))
    screen.wait(lambda: shown(program).seller.state is State.OK, "Amazon is well again")
    screen.wait(lambda: screen.find("amazonDetailsButton") is None, "its details are gone")
    assert "answered 400; error invalid_grant" in copied_details("ledgerDetailsButton")
