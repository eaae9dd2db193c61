"""Notifications: which, when, how often, with which words, and what a click on them does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account import Method
from lmb_desktop.core.announcing import Told, needs_of
from lmb_desktop.core.errors import StoreBusy
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.preferences import Preferences
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.announcement_words import TITLE_CHARACTERS, announcement_of, keeps_running
from lmb_desktop.shell.announcer import GATHERS_MS, Announcer
from lmb_desktop.shell.tray import Tray
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.shown_accounts import one_account, overview, saved_account, saved_ledger, twelve_accounts
from tests.fakes.tray import FakeTray
from tests.fakes.window_ports import NOW, FixedClock, off_gui_thread
from tests.shell.test_keeping_alive import KeptPreferences
from tests.shell.test_tray_menu import Asked

REFUSED = {"refused_at": NOW, "refusal": "withdrawn"}
LOCKED = {"trouble": "keyring-locked", "trouble_at": NOW}


@dataclass
class ToldInMemory:
    """Keeps what was told; `trouble` is raised by every call."""

    kept: Told = field(default_factory=dict)
    knows_closing: bool = False
    trouble: StoreBusy | None = None

    def told(self) -> Told:
        """Return when each need was told."""
        off_gui_thread()
        if self.trouble is not None:
            raise self.trouble
        return self.kept

    def keep_told(self, told: Told) -> None:
        """Keep that."""
        off_gui_thread()
        self.kept = told

    def has_told_closing(self) -> bool:
        """Tell whether the user knows that closing only hides."""
        off_gui_thread()
        return self.knows_closing

    def keep_told_closing(self) -> None:
        """Keep that the user knows it."""
        self.knows_closing = True


@dataclass
class AnnouncedWork:
    """The ports an announcer works with."""

    told: ToldInMemory = field(default_factory=ToldInMemory)
    clock: FixedClock = field(default_factory=FixedClock)
    preferences: KeptPreferences = field(default_factory=KeptPreferences)


@dataclass
class Heard:
    """An announcer, the tray it speaks through, and what was asked by clicks."""

    tasks: Tasks
    qtbot: QtBot
    system: FakeTray = field(default_factory=FakeTray)
    work: AnnouncedWork = field(default_factory=AnnouncedWork)
    is_in_use: bool = False
    wanted: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tray = Tray(Asked(self.wanted).acts(), self.system)
        self.tray.start()
        self.announcer = self.anew()

    def anew(self) -> Announcer:
        """Return the announcer of a program that starts now."""
        announcer = Announcer(self.tray, self.tasks, self.work, is_in_use=lambda: self.is_in_use)
        announcer.act_wanted.connect(lambda act, ids: self.wanted.append((act, ids)))
        announcer.needing_wanted.connect(lambda: self.wanted.append("needing"))
        return announcer

    def follow(self, known: Overview) -> list[tuple[str, str]]:
        """Let a minute pass after news, and return everything that was said until then."""
        self.announcer.follow(known)
        if self.announcer._gathering.isActive():
            self.announcer._gathering.stop()
            self.announcer.tell()
        self.qtbot.waitUntil(lambda: self.tasks.is_idle)
        return self.system.said

    def click(self) -> object:
        """Click the last notification and return what is wanted."""
        self.system.icon.messageClicked.emit()
        return self.wanted[-1]


@pytest.fixture
def heard(tasks: Tasks, qtbot: QtBot) -> Iterator[Heard]:
    """Give an announcer with a tray."""
    heard = Heard(tasks, qtbot)
    yield heard
    heard.tray.close()


OF_THE_SELLER = "Amazon rejected the ID or secret of the seller's own app."
OF_MWS = "Amazon rejected the access key for MWS from the settings file."


def ledger_ended(name: str = "Fern & Slate EU", reason: str = "idle-too-long") -> Overview:
    """Return one account whose ledger has ended."""
    return overview(
        saved_account(name, link="fern"), ledgers=(saved_ledger("fern", "Fern", refused_at=NOW, refusal=reason),)
    )


def seller_ends(days: float, **facts: datetime) -> Overview:
    """Return one account whose Amazon half ends in so many days."""
    known = {"ends_at": NOW + timedelta(days=days)} | facts
    return overview(
        saved_account("Northlight US", link="north", **known), ledgers=(saved_ledger("north", "Northlight"),)
    )


def test_a_ledger_that_ended_is_told_once_and_a_click_signs_in_again(heard: Heard) -> None:
    said = heard.follow(ledger_ended())
    assert said == [("Fern & Slate EU: sign in to Xero again", "Xero ended the connection. Nothing is lost.")]
    assert heard.click() == (Act.SIGN_IN_LEDGER, ("fern-&-slate-eu",))
    heard.follow(ledger_ended())
    assert len(said) == 1


def test_an_app_that_was_refused_is_told_as_that_and_a_click_leads_to_it(heard: Heard) -> None:
    said = heard.follow(ledger_ended(reason="app-refused"))
    assert said == [("Fern & Slate EU: Xero app refused", "Xero rejected the app's own ID or secret. Enter it again.")]
    assert heard.click() == (Act.LEDGER_APP, ("fern-&-slate-eu",))


REFUSED_APP = {"refused_at": NOW, "refusal": "app-refused"}
OWN = {"own_client_id": "amzn1.application-oa2-client.own"}


@pytest.mark.parametrize(
    ("account", "title", "text", "act"),
    [
        ({}, "Amazon app refused", "Amazon rejected the app's own ID or secret. Enter it again.", Act.SELLER_APP),
        (OWN, "re-authorise Amazon", OF_THE_SELLER, Act.REAUTHORISE_SELLER),
        ({"method": Method.MWS}, "Amazon app refused", OF_MWS, Act.CHECK),
    ],
    ids=["ours", "the seller's own", "MWS"],
)
def test_whose_app_amazon_refused_decides_where_a_click_leads(
    heard: Heard, account: dict[str, object], title: str, text: str, act: Act
) -> None:
    known = overview(replace(saved_account("Northlight US", **REFUSED_APP), **account))
    assert heard.follow(known) == [(f"Northlight US: {title}", text)]
    assert heard.click() == (act, ("northlight-us",))


def test_a_subscription_that_ended_is_looked_at_again(heard: Heard) -> None:
    said = heard.follow(ledger_ended(reason="subscription-ended"))
    assert said == [("Fern & Slate EU: Xero subscription ended", "Renew it at Xero, then check the account again.")]
    assert heard.click() == (Act.CHECK, ("fern-&-slate-eu",))


def test_it_gathers_for_a_minute(heard: Heard) -> None:
    heard.announcer.follow(ledger_ended())
    assert heard.announcer._gathering.interval() == GATHERS_MS == 60_000
    assert heard.announcer._gathering.isActive()
    assert heard.system.said == []


def test_two_or_more_within_a_minute_become_one_and_lead_to_the_window(heard: Heard) -> None:
    heard.announcer.follow(ledger_ended())
    both = overview(saved_account("Harbour Tea UK", **REFUSED), saved_account("Kestrel AU", **REFUSED))
    assert heard.follow(both) == [("2 accounts need you", "Harbour Tea UK, Kestrel AU")]
    assert heard.click() == "needing"


def test_what_is_solved_within_the_minute_is_never_told(heard: Heard) -> None:
    heard.announcer.follow(ledger_ended())
    assert heard.follow(one_account()) == []


def test_what_is_solved_later_is_taken_back(heard: Heard) -> None:
    heard.follow(ledger_ended())
    assert heard.follow(one_account())[-1] == ("", "")


def test_amber_and_good_news_are_no_news(heard: Heard) -> None:
    for known in (one_account(), seller_ends(18), overview(saved_account("Kestrel AU")), Overview()):
        assert heard.follow(known) == []


def test_twelve_accounts_of_which_three_need_the_user_are_told_of_one(heard: Heard) -> None:
    assert [title for title, _text in heard.follow(twelve_accounts())] == ["Fern & Slate EU: sign in to Xero again"]


def test_a_restart_does_not_tell_it_again_and_a_week_does(heard: Heard) -> None:
    heard.follow(ledger_ended())
    heard.announcer = heard.anew()
    assert len(heard.follow(ledger_ended())) == 1
    heard.work.clock.move(timedelta(days=7))
    assert len(heard.follow(ledger_ended())) == 2


def test_while_one_of_our_windows_is_active_nothing_is_said_and_nothing_counts_as_told(heard: Heard) -> None:
    heard.is_in_use = True
    assert heard.follow(ledger_ended()) == []
    heard.is_in_use = False
    assert len(heard.follow(ledger_ended())) == 1


def test_whoever_wants_no_notifications_gets_none_not_even_the_first(heard: Heard) -> None:
    heard.work.preferences.kept = Preferences(notifies=False)
    assert heard.follow(ledger_ended()) == []
    heard.announcer.tell_closing()
    heard.qtbot.waitUntil(lambda: heard.tasks.is_idle)
    assert (heard.system.said, heard.work.told.kept, heard.work.told.knows_closing) == ([], {}, False)


def test_without_a_tray_nothing_counts_as_told(heard: Heard) -> None:
    heard.system.there = False
    heard.tray.look()
    heard.tray.look()
    assert heard.follow(ledger_ended()) == []
    assert heard.work.told.kept == {}


def test_what_cannot_be_noted_is_not_said_and_is_no_trouble_for_the_user(heard: Heard) -> None:
    unheard: list[object] = []
    heard.tasks.failed_unheard.connect(unheard.append)
    heard.work.told.trouble = StoreBusy(details="locked")
    assert heard.follow(ledger_ended()) == []
    assert unheard == []
    heard.work.told.trouble = None
    assert len(heard.follow(ledger_ended())) == 1


def test_a_locked_keyring_is_told_once_for_all_and_a_click_checks_them(heard: Heard) -> None:
    known = overview(saved_account("One UK", **LOCKED), saved_account("Two UK", **LOCKED))
    said = heard.follow(known)
    assert said == [("The keyring is locked", "Unlock it so that the accounts can be checked.")]
    assert heard.click() == (Act.CHECK, ("one-uk", "two-uk"))


def test_a_click_after_it_was_mended_elsewhere_shows_the_window_only(heard: Heard) -> None:
    heard.system.takes_back = False
    heard.follow(ledger_ended())
    heard.follow(one_account())
    assert heard.click() == "open"


def test_that_the_program_goes_on_is_told_once(heard: Heard) -> None:
    for _close in range(3):
        heard.announcer.tell_closing()
        heard.qtbot.waitUntil(lambda: heard.tasks.is_idle)
    said = ("LMB Desktop keeps running", "It checks the accounts in the background. Quit it from the tray menu.")
    assert heard.system.said == [said]
    assert heard.click() == "open"


def words(known: Overview, **how: bool) -> tuple[str, str]:
    """Return title and text of what is told of an overview."""
    said = announcement_of(needs_of(known), **how)
    return said.title, said.text


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            overview(saved_account("Harbour Tea UK", **REFUSED)),
            ("Harbour Tea UK: re-authorise Amazon", "Amazon ended the authorisation. Name and history are kept."),
        ),
        (seller_ends(6), ("Northlight US: 6 days left", "Renew the Amazon authorisation before 30 November 2026.")),
        (seller_ends(1), ("Northlight US: 1 day left", "Renew the Amazon authorisation before 25 November 2026.")),
        (
            seller_ends(0.2),
            ("Northlight US: renew Amazon today", "Renew the Amazon authorisation before 24 November 2026."),
        ),
        (
            seller_ends(-2),
            ("Northlight US: renew Amazon today", "The Amazon authorisation was to end on 22 November 2026."),
        ),
        (
            seller_ends(6, paused_at=NOW),
            ("Northlight US: 6 days left", "It is paused, and Amazon ends the connection on 30 November 2026."),
        ),
        (
            overview(saved_account("One UK", trouble="keyring-missing", trouble_at=NOW)),
            ("No keyring was found", "Set one up or start it, so that the accounts can be checked."),
        ),
        (
            overview(saved_account("One UK", trouble="secret-lost", trouble_at=NOW)),
            ("One UK: re-authorise Amazon", "The sign-in is no longer in the keyring. Nothing else is lost."),
        ),
        (
            overview(saved_account("One UK", trouble="moved", trouble_at=NOW)),
            ("One UK: re-authorise Amazon", "It came from another computer and waits for its sign-in here."),
        ),
    ],
)
def test_what_is_said_tells_what_happened_and_what_to_do(known: Overview, said: tuple[str, str], qtbot: QtBot) -> None:
    assert words(known) == said


def test_many_names_are_cut_short(qtbot: QtBot) -> None:
    many = overview(*(saved_account(f"Shop {number}", **REFUSED) for number in range(9)))
    assert words(many) == ("9 accounts need you", "Shop 0, Shop 1, Shop 2, Shop 3, Shop 4 and 4 more")


def test_practice_mode_is_named(qtbot: QtBot) -> None:
    assert words(ledger_ended(), is_practice=True)[1] == "Xero ended the connection. Nothing is lost. (practice)"


@pytest.mark.parametrize("length", [1, 20, 60, 200])
def test_a_title_has_at_most_fifty_characters_whatever_the_name(length: int, qtbot: QtBot) -> None:
    known = ledger_ended()
    view = known.accounts[0]
    named = replace(view, account=replace(view.account, name="N" * length + "x"))
    title, _text = words(replace(known, accounts=(named,)))
    assert len(title) <= TITLE_CHARACTERS
    assert title.endswith("x: sign in to Xero again")
    assert len(keeps_running().title) <= TITLE_CHARACTERS
