"""Real processes on one data folder and one Xero chain: at once, killed, and with answers that got lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.connections import Connections
from lmb_desktop.core.health import State
from lmb_desktop.core.rhythm import FIRST_RETRY, STOPPED_REFRESH
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.gateways import keyring_backend
from lmb_desktop.gateways.account_store import SqliteAccountStore
from tests.fakes.services import seller_identity
from tests.gateways.network import office_process
from tests.gateways.network.conftest import Practice

ROOT = Path(__file__).parents[3]
BEYOND_GRACE = timedelta(minutes=31)
CHECKS = 10


class Office:
    """A data folder with three accounts on one person's chain, and one clock for it and for the services."""

    def __init__(self, folder: Path, practice: Practice) -> None:
        folder.mkdir(mode=0o700)
        self.folder, self.practice = folder, practice
        self._begun = datetime.now(UTC)
        self.move(timedelta())
        (folder / "services.json").write_text(json.dumps(practice.raw), "utf-8")
        self.connections = self.start()
        self._link_three_organisations()
        (folder / "refreshes").unlink(missing_ok=True)

    @property
    def now(self) -> datetime:
        """Return the time of both sides."""
        return datetime.fromisoformat((self.folder / "clock").read_text("utf-8"))

    @property
    def ids(self) -> list[str]:
        """Return the ids of the accounts."""
        return [view.account.id for view in self.connections.overview().accounts]

    @property
    def states(self) -> set[State]:
        """Return the states of all accounts."""
        return {view.state for view in self.connections.overview().accounts}

    def start(self) -> Connections:
        """Return the connections of a program that starts now, in this process."""
        return office_process.connections_of(self.folder, self.practice.raw)

    def move(self, by: timedelta) -> None:
        """Move the time of both sides on."""
        path = self.folder / "clock"
        time = (datetime.fromisoformat(path.read_text("utf-8")) if path.exists() else self._begun) + by
        draft = path.with_suffix(".draft")
        draft.write_text(time.isoformat(), "utf-8")
        draft.replace(path)
        self.practice.order("clock", offset_s=(time - self._begun).total_seconds())

    def program(self, order: str, times: int = 1) -> subprocess.Popen[str]:
        """Start a program that waits for a line before it begins."""
        command = [sys.executable, "-m", "tests.gateways.network.office_process", str(self.folder), order, str(times)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
        return process

    def refreshes(self) -> list[str]:
        """Return the notes of all processes about refreshes, in order."""
        return (self.folder / "refreshes").read_text("utf-8").splitlines()

    def assert_chain_lives(self) -> None:
        """Assert that what is kept is good by itself, when no grace helps any more."""
        self.move(BEYOND_GRACE)
        assert {view.state for view in self.start().check(self.ids, CancelToken()).accounts} == {State.OK}
        (sign_in,) = SqliteAccountStore(self.folder / "accounts.sqlite3").holdings().sign_ins
        assert sign_in.chain.renewing_at is None

    def _link_three_organisations(self) -> None:
        gateway, cancel = self.connections._ports.ledger, CancelToken()
        attempt = gateway.begin(Provider.XERO)
        browser = self.practice.browser().open(attempt.authorize_url).click("person-three-organisations")
        browser.click("allow", organisation=browser.options("organisation")[-1])
        browser.close()
        grant = gateway.exchange(attempt, attempt.judge(browser.outside, self.now), cancel)
        for number, organisation in enumerate(grant.organisations):
            account_id = f"acc-{number}"
            seller = f"A{number}SELLER"
            credentials = SellerCredentials("europe", Method.SP_API, seller, Secret("token"))
            identity = replace(seller_identity(seller), verified_at=self.now)
            self.connections.save_seller_half(
                account_id, name=f"Account {number}", credentials=credentials, identity=identity
            )
            facts = gateway.read(grant, organisation, cancel)
            self.connections.save_ledger_half(account_id, grant=grant, organisation=organisation, facts=facts)


@pytest.fixture
def office(practice: Practice, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    # It is put back after the test.
    monkeypatch.setattr(keyring_backend, "trusted_backend", keyring_backend.trusted_backend)
    return Office(data_folder, practice)


def begin(*programs: subprocess.Popen[str]) -> None:
    """Let programs begin, all at once."""
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()


def test_twenty_checks_of_two_processes_at_once_never_break_the_chain(office: Office) -> None:
    programs = [office.program("check", CHECKS), office.program("check", CHECKS)]
    begin(*programs)
    for program in programs:
        out, err = program.communicate(timeout=100)
        assert (program.returncode, err) == (0, "")
        assert out.splitlines() == ["ok ok ok"] * CHECKS
    notes = office.refreshes()
    assert len(notes) == 2 * 2 * CHECKS
    # One refresh at a time: each ends before the next begins, whoever asks.
    pairs = list(zip(notes[::2], notes[1::2], strict=True))
    assert [pair for pair in pairs if pair[1] != pair[0].replace("begins", "ends")] == []
    assert {begun.split()[0] for begun, _ended in pairs} == {"begins"}
    assert len({note.split()[1] for note in notes}) == 2
    office.assert_chain_lives()


def test_a_process_killed_with_the_answer_in_its_hand_leaves_a_chain_that_the_next_one_mends(office: Office) -> None:
    office.connections.check(office.ids, CancelToken())
    office.move(timedelta(hours=3))
    killed = office.program("die")
    begin(killed)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    # The refresh was sent and answered: what is kept is the token before the last.
    later = office.start()
    later.tidy()
    (sign_in,) = SqliteAccountStore(office.folder / "accounts.sqlite3").holdings().sign_ins
    assert sign_in.chain.renewing_at == office.now
    begun = len(office.refreshes())
    office.move(STOPPED_REFRESH)
    outcome = later.check_due(CancelToken())
    # Long before a day has gone by it is looked at, and Xero's grace takes the older token.
    assert outcome.overview is not None
    assert len(office.refreshes()) == begun + 2
    assert office.states == {State.OK}
    office.assert_chain_lives()


def test_an_answer_that_got_lost_on_the_way_is_asked_for_again_within_the_grace(office: Office) -> None:
    office.move(timedelta(hours=3))
    # As often as one refresh is tried.
    office.practice.order("lose-refresh", service="xero", times=3)
    office.connections.check(office.ids, CancelToken())
    assert office.states == {State.UNREACHABLE}
    office.move(FIRST_RETRY)
    assert office.connections.check_due(CancelToken()).overview is not None
    assert office.states == {State.OK}
    office.assert_chain_lives()


def test_one_client_is_disconnected_and_the_others_of_the_person_stay_connected(office: Office) -> None:
    first, *others = office.ids
    assert office.connections.parting.disconnect_ledger(first, CancelToken()).trouble is None
    assert {view.state for view in office.connections.check(others, CancelToken()).accounts if view.link} == {State.OK}
    granted = [one for one in office.practice.order("grants") if one["provider"] == "xero"]
    for account_id in others:
        assert office.connections.parting.remove(account_id, CancelToken()).trouble is None
    assert len(granted) == 1
    assert [one for one in office.practice.order("grants") if one["provider"] == "xero"] == []
    left = json.loads((office.folder / "keyring.json").read_text("utf-8"))
    assert [name for name in left if first not in name] == []
