"""What is possible for accounts, and for which of several an act is meant. Needs no window."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.half_steps import half_links, half_steps
from lmb_desktop.shell.possible_acts import APP_ACTS, half_act, impossible_here, meant_by, possible_acts
from lmb_desktop.shell.state_words import Half
from tests.fakes.shown_accounts import overview, saved_account, saved_ledger
from tests.fakes.window_ports import NOW

ENDED = {"refused_at": NOW, "refusal": "withdrawn"}
APP = {"refused_at": NOW, "refusal": "app-refused"}
LOCKED = {"trouble_at": NOW, "trouble": "keyring-locked"}


def account(
    name: str = "Harbour Tea UK",
    *,
    has_ledger: bool = True,
    provider: Provider = Provider.XERO,
    days_left: int = 60,
    ledger: dict[str, object] | None = None,
    is_connected: bool = True,
    **facts: object,
) -> AccountView:
    """Return an account with these facts about its Amazon half, and those about its ledger."""
    saved = saved_account(name, link="tea" if has_ledger else None, **facts)
    if not is_connected:
        saved = replace(saved, seller_slot="")
    ledgers = (saved_ledger("tea", "Harbour Tea Ltd", provider, days_left=days_left, **(ledger or {})),)
    return overview(saved, ledgers=ledgers if has_ledger else ()).accounts[0]


FINISHED = account()
UNFINISHED = account("Kestrel AU", has_ledger=False)
PAUSED = account("Saltmarsh UK", paused_at=NOW - timedelta(days=3))
DISCONNECTED = account("Blue Door UK", is_connected=False)


def test_nothing_is_possible_for_nothing() -> None:
    assert possible_acts([]) == frozenset()


def test_everything_but_carry_on_resume_and_the_apps_is_possible_for_a_connected_account() -> None:
    assert possible_acts([FINISHED]) == frozenset(Act) - {Act.CARRY_ON, Act.RESUME} - APP_ACTS


def test_without_a_ledger_nothing_about_one_is_possible() -> None:
    impossible = {Act.SIGN_IN_LEDGER, Act.CHANGE_LEDGER, Act.OPEN_LEDGER, Act.DISCONNECT_LEDGER, Act.RESUME}
    assert possible_acts([UNFINISHED]) == frozenset(Act) - impossible - APP_ACTS


def test_only_an_app_that_was_refused_is_entered_again() -> None:
    assert APP_ACTS & possible_acts([account(**APP)]) == {Act.SELLER_APP}
    assert APP_ACTS & possible_acts([account(ledger=APP)]) == {Act.LEDGER_APP}
    assert APP_ACTS & possible_acts([account(**APP, ledger=APP)]) == APP_ACTS


def test_a_paused_account_can_be_resumed_and_not_checked() -> None:
    assert {Act.CHECK, Act.PAUSE} & possible_acts([PAUSED]) == set()
    assert Act.RESUME in possible_acts([PAUSED])


def test_a_disconnected_amazon_half_is_connected_by_carrying_on() -> None:
    possible = possible_acts([DISCONNECTED])
    assert Act.CARRY_ON in possible
    assert {Act.REAUTHORISE_SELLER, Act.DISCONNECT_SELLER} & possible == set()


def test_what_is_being_checked_is_not_checked_again() -> None:
    assert Act.CHECK not in possible_acts([FINISHED], {"harbour-tea-uk"})
    assert meant_by(Act.CHECK, [FINISHED, UNFINISHED], {"harbour-tea-uk"}) == ("kestrel-au",)


def test_an_account_with_no_sign_in_at_all_has_nothing_to_check() -> None:
    assert Act.CHECK not in possible_acts([account(has_ledger=False, is_connected=False)])


def test_several_accounts_share_fewer_acts() -> None:
    assert possible_acts([FINISHED, PAUSED]) == {Act.CHECK, Act.PAUSE, Act.RESUME, Act.MOVE_TO_CLIENT, Act.EXPORT}
    assert possible_acts([FINISHED, UNFINISHED]) == {Act.CHECK, Act.PAUSE, Act.MOVE_TO_CLIENT, Act.EXPORT}


def test_of_several_only_those_an_act_makes_sense_for_are_meant() -> None:
    views = [FINISHED, PAUSED, UNFINISHED]
    assert meant_by(Act.PAUSE, views) == ("harbour-tea-uk", "kestrel-au")
    assert meant_by(Act.RESUME, views) == ("saltmarsh-uk",)
    assert meant_by(Act.MOVE_TO_CLIENT, views) == ("harbour-tea-uk", "saltmarsh-uk", "kestrel-au")


@pytest.mark.parametrize(
    ("view", "amazon", "ledger"),
    [
        (FINISHED, None, None),
        (UNFINISHED, None, Act.CARRY_ON),
        (DISCONNECTED, Act.CARRY_ON, None),
        (PAUSED, Act.RESUME, Act.RESUME),
        (account(**ENDED), Act.REAUTHORISE_SELLER, None),
        (account(ledger=ENDED), None, Act.SIGN_IN_LEDGER),
        (account(**ENDED, ledger=ENDED), Act.REAUTHORISE_SELLER, Act.SIGN_IN_LEDGER),
        (account(**APP), Act.SELLER_APP, None),
        (account(**APP, ledger=APP), Act.SELLER_APP, Act.LEDGER_APP),
        (account(ends_at=NOW + timedelta(days=10)), Act.REAUTHORISE_SELLER, None),
        (account(days_left=5), None, Act.CHECK),
        (account(**LOCKED, ledger=LOCKED), Act.CHECK, Act.CHECK),
        (account(trouble_at=NOW, trouble="offline"), None, None),
        (account(paused_at=NOW, days_left=5), Act.RESUME, Act.RESUME),
    ],
    ids=[
        *("connected", "no ledger", "amazon disconnected", "paused", "amazon ended", "ledger ended", "both ended"),
        *("amazon refuses the app", "both refuse their app"),
        *("amazon ends soon", "ledger ends soon", "keyring locked", "unreachable", "paused and ends soon"),
    ],
)
def test_each_half_has_its_own_remedy(view: AccountView, amazon: Act | None, ledger: Act | None) -> None:
    assert (half_act(view, Half.AMAZON), half_act(view, Half.LEDGER)) == (amazon, ledger)


def test_only_the_first_step_stands_out() -> None:
    steps = half_steps(account(**ENDED, ledger=ENDED), [Half.AMAZON, Half.LEDGER])
    assert [(step.text.replace("&", ""), step.is_filled) for step in steps.values()] == [
        ("Re-authorise Amazon…", True),
        ("Sign in to Xero again…", False),
    ]


def test_an_app_that_was_refused_is_entered_and_the_consent_is_at_hand() -> None:
    steps = half_steps(account(**APP, ledger=APP), [Half.AMAZON, Half.LEDGER])
    assert [(step.text, step.act, step.is_filled) for step in steps.values()] == [
        ("App credentials…", Act.SELLER_APP, True),
        ("App credentials…", Act.LEDGER_APP, False),
    ]
    assert Act.REAUTHORISE_SELLER in links(account(**APP), Half.AMAZON)


def test_what_mends_both_halves_is_offered_once_and_quietly() -> None:
    for view, act in ((PAUSED, Act.RESUME), (account(**LOCKED, ledger=LOCKED), Act.CHECK)):
        steps = half_steps(view, [Half.AMAZON, Half.LEDGER])
        assert {half: step.act for half, step in steps.items()} == {Half.AMAZON: act}
        assert not steps[Half.AMAZON].is_filled


def test_a_half_that_ends_soon_has_a_plain_step_and_one_that_ends_now_a_filled_one() -> None:
    for days, is_filled in ((30, False), (10, True)):
        step = half_steps(account(ends_at=NOW + timedelta(days=days)), [Half.AMAZON])[Half.AMAZON]
        assert step.is_filled is is_filled


def links(view: AccountView, half: Half) -> list[Act]:
    """Return what the links below a half lead to."""
    return [link.act for link in half_links(view, half, half_steps(view, list(Half)).get(half))]


def test_the_links_lead_to_what_can_be_done_at_any_time_but_for_the_main_step() -> None:
    assert links(FINISHED, Half.AMAZON) == [Act.REAUTHORISE_SELLER, Act.DISCONNECT_SELLER]
    assert links(FINISHED, Half.LEDGER) == [Act.DISCONNECT_LEDGER]
    assert links(account(**ENDED), Half.AMAZON) == [Act.DISCONNECT_SELLER]
    assert links(UNFINISHED, Half.LEDGER) == []
    assert links(DISCONNECTED, Half.AMAZON) == []


PLAYED = {"xero_authorize": "http://127.0.0.1:9/xero", "quickbooks_authorize": "http://127.0.0.1:9/intuit"}


@pytest.mark.parametrize("provider", Provider)
@pytest.mark.parametrize("played", Provider)
def test_a_ledger_that_is_played_on_this_computer_has_no_page_and_the_other_has(
    provider: Provider, played: Provider
) -> None:
    key = f"{played.value}_authorize"
    settings = ServiceSettings(endpoints={key: PLAYED[key]})
    impossible = (Act.OPEN_LEDGER,) if provider is played else ()
    assert impossible_here([account(provider=provider)], settings) == impossible


def test_real_ledgers_have_pages_and_played_ones_none() -> None:
    assert impossible_here([FINISHED], ServiceSettings()) == ()
    assert impossible_here([FINISHED], ServiceSettings(endpoints=PLAYED)) == (Act.OPEN_LEDGER,)
