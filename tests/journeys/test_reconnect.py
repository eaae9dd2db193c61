"""Sign in to a ledger again: the same organisation restores every account on it, another one changes nothing."""

from pathlib import Path
from tempfile import gettempdir

import pytest
from filelock import FileLock
from PySide6.QtCore import Qt

from tests.journeys import again, hand, screen, web_view
from tests.journeys.again import Folder, check_all, confirm, is_fine, news, reconnecting
from tests.journeys.test_own_browser import visited
from tests.practice.browser import Browser

ENDED = {"xero": {"user": "three-organisations"}, "quickbooks": {"user": "two-companies"}}
PEOPLE = {"xero": "three-organisations", "quickbooks": "two-companies"}


UK = "Harbour Tea UK"
WAYS = {
    "details pane": lambda: (hand.select(UK), screen.click("signInAgainButton")),
    "double-click": lambda: hand.double_click(UK),
    "Enter": lambda: (hand.select(UK), hand.press(Qt.Key.Key_Return)),
    "context menu": lambda: (hand.select(UK), hand.from_context_menu("signInAgainAction")),
    "More": lambda: (hand.select(UK), hand.from_more("signInAgainAction")),
    "menu bar": lambda: (hand.select(UK), hand.from_menu_bar("Account", "signInAgainAction")),
}


def one_that_ended(folder: Folder, provider: str, way: str = "details pane"):
    """Start the program with one account whose ledger has ended its connection, and go the way to the dialog."""
    account_id = folder.add("Harbour Tea UK", "harbour-tea")
    folder.connect(account_id, provider, PEOPLE[provider])
    program = folder.session.start()
    folder.orders("revoke", **ENDED[provider])
    check_all(program, account_id, half="ledger")
    WAYS[way]()
    return program, account_id, reconnecting()


def sign_in(provider: str, entry: int = 0) -> None:
    """Sign in in the web view up to the organisation."""
    screen.click("reconnectButton")
    web_view.sign_in(PEOPLE[provider])
    web_view.allow(entry)


def close(dialog) -> None:
    """Close a dialog that is done."""
    screen.click("closeReconnectButton")
    screen.wait(lambda: screen.find("reconnectDialog") is None, "the dialog closes")


@pytest.mark.parametrize("provider", ["xero", "quickbooks"])
def test_the_same_organisation_restores_the_account(folder: Folder, provider: str):
    program, account_id, dialog = one_that_ended(folder, provider)
    before = folder.view(account_id)
    sign_in(provider)
    confirm(dialog)
    screen.wait(lambda: screen.is_ready("closeReconnectButton"), "the account is restored")
    assert dialog.head.title() == f"{before.link.provider.label} is connected again"
    assert dialog.head.text() == "Checked just now. Harbour Tea UK is restored."
    screen.wait(lambda: is_fine(program, account_id), "the window shows it")
    close(dialog)
    after = folder.view(account_id)
    assert (after.account, after.link.id) == (before.account, before.link.id)
    assert len(folder.kept()[1]) == 2
    assert folder.session.check()[0] == 0


@pytest.mark.parametrize("provider", ["xero", "quickbooks"])
def test_another_organisation_changes_nothing_and_says_so(folder: Folder, provider: str):
    _program, _account_id, dialog = one_that_ended(folder, provider, "double-click")
    before = folder.kept()
    sign_in(provider, entry=1)
    confirm(dialog)
    screen.wait(lambda: again.notice(dialog)[1] == "L-05", "another organisation is refused")
    other = {"xero": "Harbour Tea Ireland", "quickbooks": "Harbour Tea USA Inc"}[provider]
    assert again.notice(dialog)[2].startswith(f"You picked {other}; this connection belongs to Harbour Tea Ltd")
    assert folder.kept() == before
    screen.click("noticeActionButton")
    assert again.changing_ledger().windowTitle().startswith("Change ledger – Harbour Tea UK")
    assert screen.find("reconnectDialog") is None
    assert folder.kept() == before


def test_of_several_organisations_the_expected_one_is_chosen(folder: Folder):
    program, account_id, dialog = one_that_ended(folder, "xero", "Enter")
    sign_in("xero", entry=-1)
    screen.wait(lambda: screen.is_ready("organisationCombo"), "the choice")
    assert dialog.panel.step.choice.combo.currentText() == "Harbour Tea Ltd"
    confirm(dialog)
    screen.wait(lambda: is_fine(program, account_id), "the account is restored")


def test_accounts_on_the_same_connection_and_on_the_same_sign_in_are_restored_too(folder: Folder):
    first = folder.add("Harbour Tea UK", "harbour-tea")
    second = folder.add("Harbour Tea US", "harbour-tea", "north-america")
    third = folder.add("Fern EU", "fern-and-slate")
    folder.connect(first, "xero", "three-organisations")
    folder.share(second, first)
    folder.connect(third, "xero", "three-organisations", entry=1)
    assert folder.view(first).link.sign_in_id == folder.view(third).link.sign_in_id
    program = folder.session.start()
    folder.orders("revoke", user="three-organisations")
    check_all(program, third, half="ledger")
    hand.from_account_menu("Harbour Tea UK: sign in to Xero again…")
    dialog = reconnecting()
    facts = {}

    def are_known() -> bool:
        facts.update({fact.label: fact.value for fact in dialog.facts.rows()})
        return "Fern EU" in facts.get("Also restores", "")

    screen.wait(are_known, "what it restores")
    assert facts["Also restores"] == "Harbour Tea US, Fern EU"
    sign_in("xero")
    confirm(dialog)
    screen.wait(lambda: screen.is_ready("closeReconnectButton"), "the accounts are restored")
    assert dialog.head.text() == "Checked just now. 3 accounts are restored."
    for account_id in (first, second, third):
        screen.wait(lambda account_id=account_id: is_fine(program, account_id), f"{account_id} is fine")
    assert folder.session.check()[0] == 0


def test_the_own_browser_restores_it_as_well(folder: Folder):
    with FileLock(Path(gettempdir()) / "lmb-desktop-test-ports.lock", timeout=100):
        program, account_id, dialog = one_that_ended(folder, "xero", "More")
        screen.click("reconnectInBrowserButton")
        address = folder.session.browser.newest()
        browser = Browser(folder.server.base_url)
        try:
            browser.open(address).click("person-three-organisations").click("allow")
            assert visited(browser.outside).status_code == 200
        finally:
            browser.close()
        confirm(dialog)
        screen.wait(lambda: is_fine(program, account_id), "the account is restored")


@pytest.mark.parametrize("moment", ["sign-in page", "consent page", "choice"])
def test_closing_in_the_middle_changes_nothing_and_the_next_try_is_clean(folder: Folder, moment: str):
    program, account_id, dialog = one_that_ended(folder, "xero", "context menu")
    before = folder.kept()
    screen.click("reconnectButton")
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    if moment != "sign-in page":
        web_view.sign_in("three-organisations")
    if moment == "choice":
        web_view.allow()
        screen.wait(lambda: screen.is_ready("confirmOrganisationButton"), "the choice")
    dialog.close()
    screen.wait(lambda: screen.find("reconnectDialog") is None, "the dialog closes")
    screen.settle()
    assert folder.kept() == before
    hand.from_context_menu("signInAgainAction")
    dialog = reconnecting()
    sign_in("xero")
    confirm(dialog)
    screen.wait(lambda: is_fine(program, account_id), "the account is restored")


def test_the_program_may_be_closed_under_the_sign_in_page(folder: Folder):
    one_that_ended(folder, "xero")
    before = folder.kept()
    screen.click("reconnectButton")
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    folder.session.close()
    assert folder.kept() == before


def test_access_that_is_denied_is_said_and_the_account_stays_as_it_was(folder: Folder):
    _program, _account_id, dialog = one_that_ended(folder, "xero", "menu bar")
    before = folder.kept()
    screen.click("reconnectButton")
    web_view.sign_in("three-organisations")
    web_view.deny()
    assert news(dialog)[:2] == ("info", "L-01")
    assert folder.kept() == before
    assert screen.is_ready("reconnectButton")
