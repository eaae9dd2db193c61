"""One sign-in from start to grant, with no window: every try is clean, and only our own answer counts."""

from datetime import timedelta

import pytest

from lmb_desktop.core.errors import (
    AppMissing,
    ConsentDenied,
    ListenerBlocked,
    Offline,
    SignInTimedOut,
    StateWrong,
)
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets import sign_in_flow
from lmb_desktop.widgets.sign_in_flow import SignInFlow, Way
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.ledger_ports import HARBOUR_TEA, REDIRECTS, LedgerDesk, grant_of

CALLBACK = REDIRECTS[0]


@pytest.fixture
def desk(qtbot):
    tasks = Tasks()
    crashes = []
    tasks.crashed.connect(crashes.append)
    yield LedgerDesk(tasks)
    tasks.close()
    assert crashes == []


class Told:
    """A flow with everything it told."""

    def __init__(self, flow):
        self.flow = flow
        self.attempts, self.browser, self.grants, self.errors, self.refused, self.minutes = [], [], [], [], [], []
        self.answers = 0
        flow.view_wanted.connect(self.attempts.append)
        flow.browser_wanted.connect(self.browser.append)
        flow.granted.connect(self.grants.append)
        flow.failed.connect(self.errors.append)
        flow.address_refused.connect(self.refused.append)
        flow.minutes_left.connect(self.minutes.append)
        flow.answered.connect(self._count)

    def _count(self):
        self.answers += 1


@pytest.fixture
def told(desk, qapp):
    return Told(SignInFlow(desk.sign_in_parts, qapp))


def in_view(told, qtbot, provider=Provider.XERO):
    before = len(told.attempts)
    told.flow.start(provider, Way.VIEW)
    qtbot.waitUntil(lambda: len(told.attempts) > before)
    return told.attempts[-1]


def in_browser(told, qtbot, provider=Provider.XERO):
    before = len(told.browser)
    told.flow.start(provider, Way.BROWSER)
    qtbot.waitUntil(lambda: len(told.browser) > before)
    return told.browser[-1]


def answer(attempt, query="code=c"):
    realm = "&realmId=123" if attempt.provider is Provider.QUICKBOOKS else ""
    return f"{attempt.redirect_uri}?{query}&state={attempt.state.reveal()}{realm}"


@pytest.mark.parametrize("provider", list(Provider))
def test_a_good_answer_of_the_view_brings_the_grant(provider, told, desk, qtbot):
    attempt = in_view(told, qtbot, provider)
    told.flow.answer(answer(attempt))
    qtbot.waitUntil(lambda: bool(told.grants))
    assert told.grants == [grant_of(HARBOUR_TEA)]
    assert (told.answers, desk.ledger.exchanged, told.flow.is_running) == (1, [attempt], False)


def test_each_start_has_an_attempt_of_its_own(told, desk, qtbot):
    first, second = in_view(told, qtbot), in_view(told, qtbot)
    assert first.state.reveal() != second.state.reveal()
    told.flow.answer(answer(first))
    qtbot.waitUntil(lambda: bool(told.errors))
    assert isinstance(told.errors[0], StateWrong)
    assert desk.ledger.exchanged == []


def test_an_answer_with_a_wrong_state_ends_the_sign_in_and_nothing_is_exchanged(told, desk, qtbot):
    attempt = in_view(told, qtbot)
    told.flow.answer(f"{attempt.redirect_uri}?code=c&state=other")
    qtbot.waitUntil(lambda: bool(told.errors))
    assert (desk.ledger.exchanged, told.flow.attempt) == ([], None)


def test_a_denied_consent_is_told_and_the_next_try_starts_clean(told, desk, qtbot):
    told.flow.answer(answer(in_view(told, qtbot), "error=access_denied"))
    qtbot.waitUntil(lambda: bool(told.errors))
    assert isinstance(told.errors[0], ConsentDenied)
    told.flow.answer(answer(in_view(told, qtbot)))
    qtbot.waitUntil(lambda: bool(told.grants))


def test_an_answer_when_no_sign_in_is_open_is_not_looked_at(told, desk, qtbot):
    attempt = in_view(told, qtbot)
    told.flow.stop()
    told.flow.answer(answer(attempt))
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert (told.grants, told.errors, desk.ledger.exchanged) == ([], [], [])


def test_trouble_at_the_start_and_at_the_exchange_is_told(told, desk, qtbot):
    desk.ledger.begin_trouble = AppMissing(service="Xero")
    told.flow.start(Provider.XERO, Way.VIEW)
    qtbot.waitUntil(lambda: bool(told.errors))
    desk.ledger.begin_trouble = None
    desk.ledger.grants = [Offline(service="Xero", reason="no route")]
    told.flow.answer(answer(in_view(told, qtbot)))
    qtbot.waitUntil(lambda: len(told.errors) == 2)
    assert [type(error) for error in told.errors] == [AppMissing, Offline]
    assert not told.flow.is_running


def test_stopping_during_the_exchange_brings_nothing(told, desk, qtbot):
    desk.ledger.gate.shut()
    told.flow.answer(answer(in_view(told, qtbot)))
    qtbot.waitUntil(lambda: bool(desk.ledger.exchanged))
    told.flow.stop()
    desk.ledger.gate.open()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert (told.grants, told.errors) == ([], [])


def test_the_browser_way_listens_on_the_registered_addresses_of_this_computer(told, desk, qtbot):
    start = in_browser(told, qtbot)
    assert list(desk.door.asked[0]) == list(REDIRECTS)
    assert start.attempt.redirect_uri == start.listener.redirect_uri == REDIRECTS[0]
    desk.door.listeners[0].deliver(f"code=c&state={start.attempt.state.reveal()}")
    qtbot.waitUntil(lambda: bool(told.grants))
    assert desk.door.listeners[0].is_closed


def test_a_stray_answer_does_not_end_the_browser_way(told, desk, qtbot):
    start = in_browser(told, qtbot)
    desk.door.listeners[0].deliver("code=evil&state=other")
    desk.door.listeners[0].deliver(f"code=c&state={start.attempt.state.reveal()}")
    qtbot.waitUntil(lambda: bool(told.grants))
    assert told.errors == []


def test_where_the_provider_allows_no_address_here_nobody_listens(told, desk, qtbot):
    start = in_browser(told, qtbot, Provider.QUICKBOOKS)
    assert (start.listener, desk.door.asked) == (None, [])
    told.flow.paste(answer(start.attempt))
    qtbot.waitUntil(lambda: bool(told.grants))


def test_where_every_port_is_taken_the_browser_way_goes_on_by_hand(told, desk, qtbot):
    desk.door.is_blocked = True
    start = in_browser(told, qtbot)
    assert start.listener is None
    assert isinstance(start.blocked, ListenerBlocked)
    told.flow.paste(answer(start.attempt))
    qtbot.waitUntil(lambda: bool(told.grants))


def test_a_pasted_address_that_is_not_ours_leaves_the_sign_in_open(told, desk, qtbot):
    start = in_browser(told, qtbot)
    for wrong in ("https://evil.example/?code=c", f"{CALLBACK}?code=c", f"{CALLBACK}?code=c&state=other"):
        told.flow.paste(wrong)
    qtbot.waitUntil(lambda: len(told.refused) == 3)
    told.flow.paste(answer(start.attempt))
    qtbot.waitUntil(lambda: bool(told.grants))
    assert told.errors == []


def test_browser_and_paste_together_use_the_answer_once(told, desk, qtbot):
    start = in_browser(told, qtbot)
    desk.door.listeners[0].deliver(f"code=c&state={start.attempt.state.reveal()}")
    told.flow.paste(answer(start.attempt))
    qtbot.waitUntil(lambda: bool(told.grants or told.errors))
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert (len(desk.ledger.exchanged), told.errors) == (1, [])


def test_stopping_closes_the_listener(told, desk, qtbot):
    in_browser(told, qtbot)
    told.flow.stop()
    qtbot.waitUntil(lambda: desk.door.listeners[0].is_closed)


def test_a_listener_that_opens_after_the_stop_is_closed_at_once(told, desk, qtbot):
    desk.door.gate.shut()
    told.flow.start(Provider.XERO, Way.BROWSER)
    qtbot.waitUntil(lambda: bool(desk.door.asked))
    told.flow.stop()
    desk.door.gate.open()
    qtbot.waitUntil(lambda: bool(desk.door.listeners) and desk.door.listeners[0].is_closed)
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert (told.browser, desk.ledger.begun) == ([], [])


def test_a_new_start_takes_the_listener_of_the_old_one_down(told, desk, qtbot):
    in_browser(told, qtbot)
    in_browser(told, qtbot)
    qtbot.waitUntil(lambda: desk.door.listeners[0].is_closed)
    assert not desk.door.listeners[1].is_closed
    told.flow.stop()


def test_a_listener_is_closed_when_the_attempt_cannot_be_begun(told, desk, qtbot):
    desk.ledger.begin_trouble = AppMissing(service="Xero")
    told.flow.start(Provider.XERO, Way.BROWSER)
    qtbot.waitUntil(lambda: bool(told.errors))
    assert desk.door.listeners[0].is_closed


@pytest.fixture
def quick_ticks(monkeypatch):
    monkeypatch.setattr(sign_in_flow, "TICK_MS", 10)


def test_the_minutes_left_are_told_and_after_ten_the_sign_in_ends(quick_ticks, desk, qapp, qtbot):
    told = Told(SignInFlow(desk.sign_in_parts, qapp))
    in_view(told, qtbot)
    assert told.minutes == [10]
    desk.clock.move(timedelta(minutes=4, seconds=30))
    qtbot.waitUntil(lambda: told.minutes == [10, 6])
    desk.clock.move(timedelta(minutes=6))
    qtbot.waitUntil(lambda: bool(told.errors))
    assert isinstance(told.errors[0], SignInTimedOut)
    assert told.errors[0].fact("minutes") == "10"
    assert not told.flow.is_running
