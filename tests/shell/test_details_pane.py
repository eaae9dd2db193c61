"""The details of one account: which half comes first, what is said about it, and its facts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from lmb_desktop.core import errors
from lmb_desktop.core.errors import ClockWrong, LmbError, Offline
from lmb_desktop.core.last_reply import LastReply
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.details_pane import DetailsPane
from lmb_desktop.shell.half_facts import half_facts
from lmb_desktop.shell.half_panel import HalfPanel
from lmb_desktop.shell.half_sentences import half_sentence
from lmb_desktop.shell.half_steps import half_steps
from lmb_desktop.shell.state_words import Half
from lmb_desktop.widgets.typography import TextLabel
from tests.fakes.shown_accounts import overview, saved_account, saved_ledger, twelve_accounts
from tests.fakes.window_ports import NOW, marketplace_book

BOOK = marketplace_book()


def view_named(name: str, known: Overview | None = None) -> AccountView:
    """Return the account with this name."""
    return next(view for view in (known or twelve_accounts()).accounts if view.account.name == name)


def amazon_only(**facts: object) -> AccountView:
    """Return an account whose Amazon half has these facts."""
    return overview(saved_account("Harbour Tea UK", **facts)).accounts[0]


def with_ledger(provider: Provider = Provider.XERO, *, days_left: int = 60, **facts: object) -> AccountView:
    """Return an account whose ledger half has these facts."""
    ledger = saved_ledger("tea", "Harbour Tea Ltd", provider, days_left=days_left, **facts)
    return overview(saved_account("Harbour Tea UK", link="tea"), ledgers=(ledger,)).accounts[0]


def said(view: AccountView, half: Half) -> str:
    """Return the sentence about a half."""
    return half_sentence(view, half, now=NOW, book=BOOK)


@pytest.fixture
def pane(qtbot: QtBot) -> DetailsPane:
    """Give the pane on its own."""
    pane = DetailsPane(BOOK)
    qtbot.addWidget(pane)
    pane.resize(308, 700)
    pane.show()
    return pane


def order_of(pane: DetailsPane) -> list[str]:
    """Return the halves from top to bottom by what they are called."""
    panels = pane.findChildren(HalfPanel)
    return [panel.accessibleName() for panel in sorted(panels, key=lambda each: each.mapTo(pane, QPoint()).y())]


def test_a_long_name_without_spaces_cuts_nothing_off(pane: DetailsPane) -> None:
    known = overview(saved_account("W" * 36 + " Tea of the whole harbour"))
    pane.show_account(known.accounts[0], NOW)
    pane.resize(pane.minimumWidth(), 700)
    QApplication.processEvents()
    scroll = pane.findChild(QScrollArea)
    assert scroll.widget().width() <= scroll.viewport().width()
    for part in (
        part for part in (*pane.findChildren(QAbstractButton), *pane.findChildren(QLabel)) if part.isVisible()
    ):
        assert part.mapTo(pane, part.rect().topRight()).x() < pane.width()


def test_the_half_that_needs_the_user_stands_first(pane: DetailsPane, qtbot: QtBot) -> None:
    pane.show_account(view_named("Fern & Slate EU"), NOW)
    qtbot.waitUntil(lambda: order_of(pane) == ["Xero: Sign in again", "Amazon: Connected"])
    pane.show_account(view_named("Northlight US"), NOW)
    qtbot.waitUntil(lambda: order_of(pane) == ["Amazon: Renew soon", "QuickBooks: Connected"])


def test_otherwise_amazon_stands_first(pane: DetailsPane, qtbot: QtBot) -> None:
    pane.show_account(view_named("Blue Door UK"), NOW)
    qtbot.waitUntil(lambda: order_of(pane) == ["Amazon: Connected", "Xero: Connected"])


def test_a_connected_half_says_nothing() -> None:
    view = view_named("Blue Door UK")
    assert said(view, Half.AMAZON) == said(view, Half.LEDGER) == ""


def test_a_missing_ledger_is_said_with_the_half_that_is_kept() -> None:
    assert said(view_named("Kestrel AU"), Half.LEDGER) == "No ledger yet. The Amazon half is saved."


def test_an_idle_ledger_is_explained_with_its_days_and_date() -> None:
    sentence = said(view_named("Fern & Slate EU"), Half.LEDGER)
    assert sentence.startswith(
        "Xero ends a connection that has not been used for 60 days. This one was last used on 12 "
    )


def test_a_withdrawn_ledger_is_explained_with_the_common_causes() -> None:
    sentence = said(with_ledger(refused_at=NOW, refusal="withdrawn"), Half.LEDGER)
    assert sentence.startswith("Xero withdrew this connection.")


def test_an_ended_authorisation_names_the_day_it_was_given() -> None:
    sentence = said(amazon_only(refused_at=NOW, refusal="withdrawn"), Half.AMAZON)
    assert sentence.startswith(
        "Amazon has ended this authorisation. It was given on 14 March 2026; most likely it was disabled in Seller "
        "Central."
    )


def test_another_refusal_is_said_by_its_message() -> None:
    sentence = said(amazon_only(refused_at=NOW, refusal="app-refused"), Half.AMAZON)
    assert sentence.startswith("Amazon rejected the app's own ID or secret, not the seller's token.")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no-marketplaces", "This seller does not sell in Europe. Amazon accepted the sign-in, but"),
        ("seller-id-differs", "belongs to another seller account. This connection belongs to A1RW5M8QD2ZK7C. Re-auth"),
    ],
)
def test_what_a_check_finds_does_not_ask_for_what_only_the_wizard_can(reason: str, words: str) -> None:
    sentence = said(amazon_only(refused_at=NOW, refusal=reason), Half.AMAZON)
    assert words in sentence
    assert "Choose the region" not in sentence
    assert "Copy the token" not in sentence


def test_a_full_time_that_is_over_is_no_withdrawal() -> None:
    sign_in, link = saved_ledger(
        "tea", "Harbour Tea Ltd", Provider.QUICKBOOKS, days_left=60, refused_at=NOW, refusal="expired"
    )
    ended = replace(sign_in, chain=replace(sign_in.chain, hard_ends_at=NOW - timedelta(days=2)))
    view = overview(saved_account("Harbour Tea UK", link="tea"), ledgers=((ended, link),)).accounts[0]
    assert said(view, Half.LEDGER) == (
        "QuickBooks ends every sign-in after a fixed time, however often it is used. This one was given on 8 May 2026 "
        "and ended on 22 November 2026. Sign in once to begin a new one; nothing is lost."
    )


def test_a_refusal_with_facts_nobody_kept_shows_no_gap() -> None:
    sentence = said(amazon_only(refused_at=NOW, refusal="wrong-region"), Half.AMAZON)
    assert "…" not in sentence
    assert "{" not in sentence


def refused(error: LmbError, half: Half = Half.AMAZON, reason: str = "") -> AccountView:
    """Return an account one half of which was refused with this error."""
    facts = {"refused_at": NOW, "refusal": reason or error.slug, "reply": LastReply.of(error)}
    return amazon_only(**facts) if half is Half.AMAZON else with_ledger(**facts)


def troubled(error: LmbError) -> AccountView:
    """Return an account whose Amazon half met this error."""
    return amazon_only(trouble_at=NOW, trouble=error.slug, reply=LastReply.of(error))


def test_an_ellipsis_in_a_name_is_no_fact_that_is_missing() -> None:
    view = with_ledger(refused_at=NOW, refusal="no-rights")
    named = replace(view, link=replace(view.link, organisation_name="Wait… Ltd"))
    assert said(named, Half.LEDGER) == (
        "Your Xero login cannot connect apps to Wait… Ltd. You need the Standard or Adviser role."
    )


def test_a_refusal_says_what_was_found() -> None:
    elsewhere = errors.WrongRegion(found="North America", found_slug="north-america", chosen="Europe")
    assert said(refused(elsewhere), Half.AMAZON) == (
        "This token belongs to a seller account in North America, not Europe. This connection belongs to Harbour Tea "
        "in Europe. Re-authorise in the Seller Central of Europe; name, settings and history are kept."
    )
    by_mws = errors.RoleMissing(service="Amazon", method="mws")
    assert said(refused(by_mws), Half.AMAZON).endswith("where the authorised apps are listed.")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Offline(reason="its name could not be looked up"), "its name could not be looked up"),
        (errors.TimedOut(reason="it did not answer in time"), "it did not answer in time"),
        (errors.ServiceTrouble(status=503), "it has a problem of its own: it answered with 503"),
        (errors.RateLimited(status=429, wait_s=60), "it asked to slow down"),
        (errors.PortalInTheWay(sign="a web page"), "something else answered in its place"),
        (errors.PortalInTheWay(sign="status 511"), "this network wants you to sign in first"),
        (errors.ProxyWantsPassword(proxy="127.0.0.1:3128"), "the proxy 127.0.0.1:3128 asks for a password"),
        (errors.ProxySilent(proxy="of this computer"), "the proxy of this computer does not answer"),
        (errors.CertificateUntrusted(host="api.xero.com"), "the certificate of api.xero.com cannot be trusted"),
        (errors.CertificateOfOther(host="api.xero.com"), "api.xero.com showed a certificate of somebody else"),
        (
            errors.CertificateOutOfDate(host="api.xero.com", clock="right"),
            "the certificate of api.xero.com is out of date",
        ),
        (
            errors.CertificateOutOfDate(host="api.xero.com"),
            "the certificate of api.xero.com is out of date, or the clock is wrong",
        ),
        (ClockWrong(minutes=1), "this computer’s clock is 1 minute wrong"),
        (ClockWrong(minutes=5760, days=4), "this computer’s clock is 4 days wrong"),
        (errors.ClockDoubtful(), "this computer’s clock may be wrong"),
        (errors.AnswerUnusable(problem="it is a web page"), "its answer could not be read: it is a web page"),
    ],
    ids=lambda each: each.slug if isinstance(each, LmbError) else "",
)
def test_a_trouble_says_what_was_met(error: LmbError, reason: str) -> None:
    assert f" ({reason}). Last known: connected." in said(troubled(error), Half.AMAZON)


def reply_in(pane: DetailsPane, half: str) -> tuple[QAbstractButton, QPlainTextEdit, QAbstractButton]:
    """Return the link to the technical reply of a half, the reply, and the button that copies it."""
    copy = pane.findChild(QAbstractButton, f"{half}CopyDetailsButton")
    return pane.findChild(QAbstractButton, f"{half}DetailsButton"), copy.parent().findChild(QPlainTextEdit), copy


@pytest.mark.parametrize("half", list(Half))
def test_the_technical_reply_of_each_half_unfolds_and_is_copied(pane: DetailsPane, half: Half) -> None:
    pane.show_account(refused(errors.AppRefused(service="Xero", details="error invalid_client"), half), NOW)
    link, shown, copy = reply_in(pane, half.value)
    assert (link.isVisible(), shown.isVisible(), copy.isVisible()) == (True, False, False)
    link.click()
    assert (shown.isVisible(), shown.isReadOnly(), shown.toPlainText()) == (True, True, "error invalid_client")
    copy.click()
    assert QGuiApplication.clipboard().text() == "error invalid_client"


def test_it_is_seen_once_it_is_unfolded(pane: DetailsPane, qtbot: QtBot) -> None:
    pane.resize(308, 300)
    pane.show_account(refused(errors.NoRights(service="Xero", details="answered 403"), Half.LEDGER), NOW)
    pane.findChild(QScrollArea).verticalScrollBar().setValue(0)
    link, _shown, copy = reply_in(pane, "ledger")
    link.click()
    qtbot.waitUntil(lambda: copy.visibleRegion().boundingRect() == copy.rect())


def test_it_is_folded_for_another_account_and_gone_with_a_good_answer(pane: DetailsPane) -> None:
    pane.show_account(refused(errors.AppRefused(service="Amazon", details="error invalid_client")), NOW)
    link, shown, _copy = reply_in(pane, "amazon")
    link.click()
    offline = Offline(service="Amazon", details="ConnectionError")
    other = saved_account("Fern EU", trouble_at=NOW, trouble="offline", reply=LastReply.of(offline))
    pane.show_account(overview(other).accounts[0], NOW)
    assert (link.isVisible(), shown.isVisible(), shown.toPlainText()) == (True, False, "ConnectionError")
    link.click()
    pane.show_account(overview(saved_account("Fern EU")).accounts[0], NOW)
    assert (link.isVisible(), shown.isVisible()) == (False, False)


@pytest.mark.parametrize(
    "facts", [{"paused_at": NOW}, {"ends_at": NOW + timedelta(days=5)}], ids=["paused", "an end that comes near"]
)
def test_what_is_said_about_something_else_has_no_reply_behind_it(pane: DetailsPane, facts: dict[str, object]) -> None:
    reply = LastReply.of(Offline(service="Amazon", details="ConnectionError"))
    pane.show_account(amazon_only(trouble_at=NOW, trouble="offline", reply=reply, **facts), NOW)
    assert not reply_in(pane, "amazon")[0].isVisible()


@pytest.mark.parametrize(
    "kind", [Offline, *Offline.__subclasses__(), ClockWrong, *ClockWrong.__subclasses__()], ids=lambda kind: kind.slug
)
def test_every_fault_on_the_way_has_words_of_its_own(kind: type[LmbError]) -> None:
    text = said(amazon_only(trouble_at=NOW, trouble=kind.slug), Half.AMAZON)
    assert "the check did not come to an end" not in text


def test_trouble_on_the_way_is_no_refusal_and_names_time_and_reason() -> None:
    sentence = said(view_named("Harbour Tea JP"), Half.AMAZON)
    assert sentence.startswith("Amazon could not be reached today at ")
    assert sentence.endswith("(no connection). Last known: connected.")


@pytest.mark.parametrize(
    ("half", "sentence"),
    [
        (Half.AMAZON, "No Amazon app is known yet. Enter the ID of your own Amazon app, then try again."),
        (Half.LEDGER, "No Xero app is known yet. Enter the ID of your own Xero app, then try again."),
    ],
)
def test_an_app_that_is_not_known_any_more_is_entered_there(half: Half, sentence: str) -> None:
    lost = {"trouble_at": NOW, "trouble": "app-missing"}
    view = amazon_only(**lost) if half is Half.AMAZON else with_ledger(**lost)
    assert said(view, half) == sentence
    step = half_steps(view, [half])[half]
    assert (step.text, step.is_filled) == ("App credentials…", False)


def test_a_locked_keyring_is_said_as_such() -> None:
    assert said(amazon_only(trouble_at=NOW, trouble="keyring-locked"), Half.AMAZON).startswith("The keyring is locked")


def test_an_end_that_comes_near_is_said_with_its_date() -> None:
    assert said(view_named("Northlight US"), Half.AMAZON) == (
        "Amazon ends this authorisation on 12 December 2026. Renew it before then; it takes a minute."
    )
    sentence = said(with_ledger(days_left=5), Half.LEDGER)
    assert sentence.endswith("Xero ends the connection on 29 November 2026.")


def test_an_end_that_has_passed_is_not_told_as_one_to_come() -> None:
    assert said(amazon_only(ends_at=NOW - timedelta(days=1)), Half.AMAZON) == (
        "This authorisation was due to end on 23 November 2026. Renew it; it takes a minute."
    )
    sentence = said(with_ledger(days_left=-1), Half.LEDGER)
    assert sentence.endswith("The connection was due to end on 23 November 2026.")


def test_a_hard_end_is_not_moved_by_a_check() -> None:
    end = NOW + timedelta(days=10)
    sign_in, link = saved_ledger("tea", "Harbour Tea Ltd", Provider.QUICKBOOKS, days_left=90)
    hard = replace(sign_in, chain=replace(sign_in.chain, hard_ends_at=end))
    view = overview(saved_account("Harbour Tea UK", link="tea"), ledgers=((hard, link),)).accounts[0]
    assert said(view, Half.LEDGER) == (
        "QuickBooks ends this sign-in on 4 December 2026, however often it is used. Sign in again before then."
    )
    assert {fact.label: fact.value for fact in half_facts(view, Half.LEDGER, NOW)}["Ends"] == "4 December 2026"


def paused(days_left: int = 60, **facts: object) -> AccountView:
    """Return an account that was paused three days ago."""
    ledger = saved_ledger("tea", "Harbour Tea Ltd", days_left=days_left)
    saved = saved_account("Harbour Tea UK", link="tea", paused_at=NOW - timedelta(days=3), **facts)
    return overview(saved, ledgers=(ledger,)).accounts[0]


def test_a_pause_is_told_with_the_end_it_leads_to() -> None:
    since = "Paused since 21 November 2026; nothing is checked."
    assert said(paused(), Half.AMAZON) == since
    assert said(paused(), Half.LEDGER) == (f"{since} Xero ends the connection on 23 January 2027 if it stays paused.")
    ending = paused(ends_at=NOW + timedelta(days=100))
    assert said(ending, Half.AMAZON) == f"{since} Amazon ends the authorisation on 4 March 2027."


def test_a_ledger_that_others_keep_alive_does_not_end_by_a_pause() -> None:
    assert said(view_named("Saltmarsh UK"), Half.LEDGER) == "Paused since 21 November 2026; nothing is checked."


def test_an_end_that_comes_near_while_paused_says_both() -> None:
    assert said(paused(days_left=5), Half.LEDGER) == (
        "Paused since 21 November 2026. Xero ends the connection on 29 November 2026 unless you resume."
    )
    ending = paused(ends_at=NOW + timedelta(days=10))
    assert said(ending, Half.AMAZON) == (
        "Paused since 21 November 2026. Amazon ends the authorisation on 4 December 2026; resume to renew it."
    )


def test_an_authorisation_that_lasted_its_time_names_its_days() -> None:
    sentence = said(amazon_only(refused_at=NOW, refusal="expired"), Half.AMAZON)
    assert sentence.startswith(
        "Amazon has ended this authorisation. It was given on 14 March 2026; its 365 days are over."
    )


def test_an_account_from_another_computer_says_so_in_both_halves() -> None:
    moved = {"trouble_at": NOW, "trouble": "moved"}
    view = overview(
        saved_account("Harbour Tea UK", link="tea", **moved), ledgers=(saved_ledger("tea", "Tea Ltd", **moved),)
    ).accounts[0]
    for half in Half:
        assert said(view, half).startswith("This account came from another computer. Sign-ins stay on the computer")


def test_a_disconnected_amazon_half_says_what_is_kept() -> None:
    gone = replace(saved_account("Harbour Tea UK", link="tea"), seller_slot="")
    view = overview(gone, ledgers=(saved_ledger("tea", "Harbour Tea Ltd"),)).accounts[0]
    assert said(view, Half.AMAZON) == "The Amazon half is missing. The ledger is saved."
    alone = overview(replace(gone, link_id=None)).accounts[0]
    assert said(alone, Half.AMAZON) == "You disconnected Amazon from this account."
    assert said(alone, Half.LEDGER) == "No ledger yet."


def test_what_is_allowed_stands_with_who_allowed_it() -> None:
    ledger = {fact.label: fact.value for fact in half_facts(with_ledger(), Half.LEDGER, NOW)}
    assert ledger["Authorised"] == "8 May 2026"
    assert ledger["Allowed"].split("; ")[0] == "read the organisation’s details"
    amazon = {fact.label: fact.value for fact in half_facts(amazon_only(), Half.AMAZON, NOW)}
    assert amazon["Allowed"] == "what the app’s roles in Seller Central allow"


def test_a_sellers_own_app_is_told() -> None:
    own = overview(replace(saved_account("Harbour Tea UK"), own_client_id="amzn1.client")).accounts[0]
    assert {fact.label: fact.value for fact in half_facts(own, Half.AMAZON, NOW)}["App"] == "this seller’s own"


def test_the_next_try_is_told_where_it_is_known() -> None:
    view = view_named("Harbour Tea JP")
    sentence = half_sentence(view, Half.AMAZON, now=NOW, book=BOOK, next_check=NOW + timedelta(days=1))
    assert "Trying again tomorrow at " in sentence


def test_the_facts_of_both_halves_come_from_what_is_saved() -> None:
    view = view_named("Blue Door UK")
    amazon = {fact.label: fact.value for fact in half_facts(view, Half.AMAZON, NOW)}
    ledger = {fact.label: fact.value for fact in half_facts(view, Half.LEDGER, NOW)}
    assert amazon["Store"] == "Blue Door"
    assert amazon["Sells in"] == "United Kingdom, Germany, France"
    assert amazon["Renew by"] == "no end date"
    assert amazon["Checked"].startswith("today, ")
    assert ledger["Organisation"] == "Blue Door Books Ltd"
    assert ledger["Country"] == "United Kingdom"
    assert ledger["Shared with"] == "Blue Door US"
    assert ledger["Authorised by"] == "Anna Fern"


def test_quickbooks_has_companies() -> None:
    labels = [fact.label for fact in half_facts(with_ledger(Provider.QUICKBOOKS), Half.LEDGER, NOW)]
    assert labels[0] == "Company"


def test_a_half_that_never_answered_was_not_checked_yet() -> None:
    view = amazon_only(last_ok=None)
    assert half_facts(view, Half.AMAZON, NOW)[-1].value == "not yet"


def test_a_check_of_long_ago_carries_its_date() -> None:
    view = view_named("Blue Door UK")
    checked = half_facts(view, Half.AMAZON, NOW + timedelta(days=9))[-1].value
    assert checked.startswith("24 November 2026, ")


def test_its_button_checks_the_account_shown(pane: DetailsPane, qtbot: QtBot) -> None:
    pane.show_account(view_named("Blue Door UK"), NOW)
    with qtbot.waitSignal(pane.act_wanted) as wanted:
        pane.findChild(QPushButton, "checkNowButton").click()
    assert wanted.args == [Act.CHECK]


def test_a_client_read_from_the_right_does_not_turn_its_line_around(pane: DetailsPane) -> None:
    view = with_ledger()
    pane.show_account(replace(view, account=replace(view.account, client="תה הנמל")), NOW)
    place = next(label for label in pane.findChildren(TextLabel) if label.text() == "תה הנמל · Europe")
    assert QLabel.text(place)[0] == "\u200e"


def test_of_many_accounts_that_share_a_connection_three_are_named(pane: DetailsPane) -> None:
    names = tuple(f"Shop {number}" for number in range(1, 31))
    pane.show_account(replace(with_ledger(), shared_with=names), NOW)
    shared = next(label for label in pane.findChildren(TextLabel) if "Shop 1" in label.text())
    assert shared.text() == "Shop 1, Shop 2, Shop 3 and 27 more"
    assert shared.toolTip().split("\n") == list(names)
