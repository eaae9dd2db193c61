"""Authorise Amazon again: the same seller restores the account, another one changes nothing."""

import pytest

from lmb_desktop.core.health import State
from tests.journeys import again, hand, screen, web_view
from tests.journeys.again import Folder, check_all, is_fine, reauthorising

UK = "Harbour Tea UK"
WAYS = {
    "details pane": lambda: (hand.select(UK), screen.click("reauthoriseAmazonButton")),
    "double-click": lambda: hand.double_click(UK),
    "context menu": lambda: (hand.select(UK), hand.from_context_menu("reauthoriseAmazonAction")),
    "menu bar": lambda: (hand.select(UK), hand.from_menu_bar("Account", "reauthoriseAmazonAction")),
}


def one_that_ended(folder: Folder, seller: str = "harbour-tea", *, way: str = "details pane", **facts: str):
    """Start the program with one connected account whose Amazon half has ended, and go the way to the dialog."""
    account_id = folder.add("Harbour Tea UK", seller, **facts)
    folder.connect(account_id, "xero", "one-organisation")
    program = folder.session.start()
    folder.orders("revoke", seller_id=folder.view(account_id).account.seller_id)
    check_all(program, account_id, half="seller")
    WAYS[way]()
    return program, account_id, reauthorising()


def new_token(folder: Folder, seller: str, region: str = "europe", method: str = "sp-api") -> str:
    """Authorise a seller again and return the token that is brought back."""
    brought = folder.orders("authorise", seller=seller, region=region, method=method)
    return brought.get("refresh_token") or brought["mws_auth_token"]


def verify(token: str) -> None:
    """Enter a token and press Verify."""
    screen.write("tokenEdit", token)
    screen.click("verifyButton")


@pytest.mark.parametrize(
    ("seller", "method"), [("harbour-tea", "sp-api"), ("harbour-tea", "mws"), ("lantern-and-loom", "sp-api")]
)
def test_the_same_seller_restores_the_account_and_keeps_everything_else(folder: Folder, seller: str, method: str):
    program, account_id, dialog = one_that_ended(folder, seller, method=method)
    before = folder.view(account_id)
    # The secret of the seller's own app is kept: nobody types it again.
    verify(new_token(folder, seller, method=method))
    screen.wait(lambda: screen.is_ready("closeReauthoriseButton"), f"it is connected again, {again.notice(dialog)}")
    assert dialog.head.title() == "Amazon is connected again"
    screen.wait(lambda: is_fine(program, account_id), "the window shows it")
    screen.click("closeReauthoriseButton")
    after = folder.view(account_id)
    assert (after.account.name, after.account.link_id, after.account.own_client_id) == (
        before.account.name,
        before.account.link_id,
        before.account.own_client_id,
    )
    assert folder.session.check()[0] == 0


@pytest.mark.parametrize(
    ("seller", "region", "message"),
    [("fern-and-slate", "europe", "A-16"), ("northlight-cycles", "north-america", "A-07")],
    ids=["another seller", "another region"],
)
def test_a_token_of_another_seller_changes_nothing_and_says_so(folder: Folder, seller: str, region: str, message: str):
    program, account_id, dialog = one_that_ended(folder, way="double-click")
    before = folder.kept()
    verify(new_token(folder, seller, region))
    screen.wait(lambda: again.notice(dialog)[0] == "bad", "a refusal")
    assert again.notice(dialog)[1] == message
    assert folder.view(account_id).account.seller_id in again.notice(dialog)[2]
    assert "Nothing was changed" in again.notice(dialog)[2]
    assert folder.kept() == before
    verify(new_token(folder, "harbour-tea"))
    screen.wait(lambda: is_fine(program, account_id), "the right token is taken after all")


def test_a_token_that_cannot_be_told_apart_is_saved_only_when_it_is_accepted(folder: Folder):
    program, account_id, dialog = one_that_ended(folder, "quarry-lane", way="menu bar", region="north-america")
    before = folder.kept()
    verify(new_token(folder, "quarry-lane", "north-america"))
    screen.wait(lambda: again.notice(dialog)[0] == "info", "what is to be accepted")
    assert again.notice(dialog)[1] == "verified-unchecked"
    assert folder.kept() == before
    assert folder.view(account_id).seller.state is State.REAUTHORISE
    screen.click("noticeActionButton")
    screen.wait(lambda: is_fine(program, account_id), "it is connected again")


def test_an_account_that_is_fine_can_be_re_authorised_too(folder: Folder):
    account_id = folder.add(UK, "harbour-tea")
    folder.session.start()
    hand.select(UK)
    screen.click("reauthoriseLink")
    reauthorising()
    secrets = folder.kept()[1]
    verify(new_token(folder, "harbour-tea"))
    screen.click("closeReauthoriseButton")
    assert folder.kept()[1] != secrets
    assert folder.view(account_id).seller.state is State.OK


def test_closing_in_the_middle_changes_nothing(folder: Folder):
    program, account_id, dialog = one_that_ended(folder, way="context menu")
    before = folder.kept()
    folder.orders("slow", service="amazon", seconds=2)
    verify(new_token(folder, "harbour-tea"))
    screen.wait(lambda: again.notice(dialog)[0] == "busy", "Amazon is asked")
    dialog.close()
    folder.orders("reset")
    screen.settle()
    assert folder.kept() == before
    assert not is_fine(program, account_id)


def test_the_way_to_seller_central_is_that_of_the_region(folder: Folder):
    _program, _account_id, dialog = one_that_ended(folder)
    screen.click("visitSellerCentralButton")
    assert folder.session.browser.newest().startswith(f"{folder.server.base_url}/")
    assert again.notice(dialog)[1] == "seller-central-opened"


def test_amazon_s_page_restores_the_account_here_with_nothing_to_paste(folder: Folder):
    program, account_id, dialog = one_that_ended(folder)
    before = folder.view(account_id).account
    screen.click("authoriseHereButton")
    web_view.sign_in("harbour-tea")
    web_view.authorise()
    screen.wait(lambda: screen.is_ready("closeReauthoriseButton"), f"it is connected again, {again.notice(dialog)}")
    screen.wait(lambda: is_fine(program, account_id), "the window shows it")
    screen.click("closeReauthoriseButton")
    after = folder.view(account_id).account
    assert (after.name, after.seller_id, after.link_id) == (before.name, before.seller_id, before.link_id)
    assert folder.session.check()[0] == 0


def test_another_seller_on_amazon_s_page_changes_nothing_and_the_next_try_asks_who_one_is(folder: Folder):
    program, account_id, dialog = one_that_ended(folder)
    before = folder.kept()
    screen.click("authoriseHereButton")
    web_view.sign_in("fern-and-slate")
    web_view.authorise()
    assert again.news(dialog)[:2] == ("bad", "A-16")
    assert folder.kept() == before
    screen.click("noticeActionButton")
    # `sign_in` waits for the page that asks who one is: whoever was still signed in would never see it.
    web_view.sign_in("harbour-tea")
    web_view.authorise()
    screen.wait(lambda: is_fine(program, account_id), "the account is restored")
