"""Which addresses may fill a sign-in's view, and which one is the answer: compared by parts, never by prefix."""

import json

import pytest
from PySide6.QtCore import QUrl

from lmb_desktop.core.attempt import Attempt
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.resources import read_text
from lmb_desktop.widgets.web_hosts import NavigationJudge, Verdict, login_hosts, shown_host
from tests.fakes.window_ports import NOW

XERO_PAGE = "https://login.xero.com/identity/connect/authorize"


def judge_for(redirect_uri="https://app.example.com/cb", *, provider=Provider.XERO, authorize_url=XERO_PAGE, local=()):
    attempt = Attempt(
        provider=provider,
        environment="production",
        authorize_url=authorize_url,
        redirect_uri=redirect_uri,
        state=Secret("s"),
        verifier=EMPTY,
        issued_at=NOW,
    )
    return NavigationJudge(attempt, login_hosts(provider, local))


def verdict(url, judge=None, *, is_main_frame=True):
    return (judge or judge_for()).verdict(QUrl(url), is_main_frame=is_main_frame)


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.com/cb?code=1&state=s",
        "https://APP.example.com/cb?code=1",
        "https://app.example.com:443/cb?code=1",
        "https://app.example.com/cb",
    ],
)
def test_the_return_address_is_caught_whatever_its_query_and_spelling_of_the_host(url):
    assert verdict(url) is Verdict.CATCH


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.com@evil.com/cb?code=1",
        "https://app.example.com\\@evil.com/cb?code=1",
        "https://user@app.example.com/cb?code=1",
        "https://app.example.com./cb?code=1",
        "https://app.example.com.evil.com/cb?code=1",
        "http://app.example.com/cb?code=1",
        "https://app.example.com:8443/cb?code=1",
        "https://app.example.com/cb/?code=1",
        "https://app.example.com/cb;x?code=1",
        "https://app.example.com/cb%2f?code=1",
        "https://app.example.com/x/../cb?code=1",
        "https://app.example.com/cbx?code=1",
        "https://app.example.com/cb?a=1#code=1",
        "https://evil.com/https://app.example.com/cb?code=1",
    ],
)
def test_an_address_that_only_looks_like_the_return_address_is_blocked(url):
    assert verdict(url) is Verdict.BLOCK


def test_a_frame_cannot_answer():
    assert verdict("https://app.example.com/cb?code=1", is_main_frame=False) is Verdict.REFUSE


@pytest.mark.parametrize(
    ("provider", "url"),
    [
        (Provider.XERO, XERO_PAGE),
        (Provider.XERO, "https://identity.xero.com/account/login"),
        (Provider.XERO, "https://authorize.xero.com/x"),
        (Provider.QUICKBOOKS, "https://appcenter.intuit.com/connect/oauth2"),
        (Provider.QUICKBOOKS, "https://accounts.intuit.com/app/sign-in"),
        (Provider.QUICKBOOKS, "https://sandbox.qbo.intuit.com/app"),
    ],
)
def test_the_pages_on_which_a_provider_signs_people_in_are_let_through(provider, url):
    assert verdict(url, judge_for(provider=provider)) is Verdict.LET


@pytest.mark.parametrize(
    "url",
    [
        "https://login.xero.com.evil.test/identity",
        "https://evil-login.xero.com/identity",
        "https://xn--login-xero-1ya.com/identity",
        "https://login.xero.com:8443/identity",
        "http://login.xero.com/identity",
        "https://user:pw@login.xero.com/identity",
        "https://go.xero.com/",
        "https://accounts.google.com/o/oauth2",
        "https://login.microsoftonline.com/common",
        "https://company.okta.com/login",
        "http://127.0.0.1:8080/",
        "http://localhost:8080/",
    ],
)
def test_a_host_that_is_not_on_the_list_is_blocked(url):
    assert verdict(url) is Verdict.BLOCK


def test_a_host_of_one_provider_is_foreign_to_the_other():
    assert verdict(XERO_PAGE, judge_for(provider=Provider.QUICKBOOKS)) is Verdict.BLOCK
    assert verdict("https://notintuit.com/", judge_for(provider=Provider.QUICKBOOKS)) is Verdict.BLOCK


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "data:text/html,hi",
        "blob:https://login.xero.com/1",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "ms-msdt:x",
        "about:blank",
        "chrome://settings",
        "view-source:https://login.xero.com/",
    ],
)
def test_a_page_of_another_scheme_is_refused(url):
    assert verdict(url) is Verdict.REFUSE


def test_frames_may_hold_secure_pages_and_content_of_the_page_itself_and_nothing_else():
    frame = {"https://captcha.example/x": Verdict.LET, "about:srcdoc": Verdict.LET, "data:text/html,x": Verdict.LET}
    refused = ("http://captcha.example/x", "file:///etc/passwd", "mailto:a@b.example", "https://app.example.com/other")
    for url, expected in (frame | dict.fromkeys(refused, Verdict.REFUSE)).items():
        assert verdict(url, is_main_frame=False) is expected, url


def test_an_address_on_this_computer_is_allowed_only_while_the_settings_name_it():
    local = judge_for("http://localhost:8742/xero", local=["http://127.0.0.1:5001/authorize", ""])
    assert verdict("http://127.0.0.1:5001/sign-in", local) is Verdict.LET
    assert verdict("http://127.0.0.1:5002/sign-in", local) is Verdict.BLOCK
    assert verdict("http://localhost:5001/sign-in", local) is Verdict.BLOCK
    assert verdict("https://127.0.0.1:5001/sign-in", local) is Verdict.BLOCK


def test_an_address_elsewhere_is_never_allowed_by_the_settings():
    judge = judge_for(local=["https://evil.example/authorize"])
    assert verdict("https://evil.example/authorize", judge) is Verdict.BLOCK


def test_provider_and_return_address_on_one_host_are_told_apart_by_port_and_path():
    judge = judge_for("http://localhost:5001/xero", local=["http://localhost:5001/authorize"])
    assert verdict("http://localhost:5001/xero?code=1", judge) is Verdict.CATCH
    assert verdict("http://localhost:5001/sign-in", judge) is Verdict.LET
    assert verdict("http://localhost:5002/xero?code=1", judge) is Verdict.BLOCK


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.com/cb?code=1",
        "https://app.example.com/other",
        "wss://app.example.com/socket",
        "http://evil.example/picture.png",
        "ws://evil.example/socket",
    ],
)
def test_no_request_of_any_kind_leaves_for_the_return_address_or_over_plain_http(url):
    assert not judge_for().may_be_requested(QUrl(url))


def test_requests_of_the_providers_own_pages_leave():
    judge = judge_for("http://localhost:8742/xero", local=["http://127.0.0.1:5001/authorize"])
    for url in ("https://login.xero.com/a.js", "https://edge.xero.com/a.js", "http://127.0.0.1:5001/a.js", "data:,x"):
        assert judge.may_be_requested(QUrl(url)), url


def test_google_is_named_because_it_refuses_sign_in_inside_programs():
    hosts = login_hosts(Provider.QUICKBOOKS, [])
    assert hosts.company_refusing("accounts.google.com") == "Google"
    assert hosts.company_refusing("login.microsoftonline.com") == ""


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://login.xero.com/x", "login.xero.com"),
        ("https://login.xero.com:443/x", "login.xero.com"),
        ("http://127.0.0.1:5001/x", "127.0.0.1:5001"),
        ("http://[::1]:5001/x", "[::1]:5001"),
        ("https://lоgin.xero.com/x", "xn--lgin-55d.xero.com"),
    ],
)
def test_the_host_is_shown_as_it_really_is(url, shown):
    assert shown_host(QUrl(url)) == shown


def test_every_seller_central_may_be_shown_and_nobody_who_looks_like_one():
    hosts = login_hosts("amazon", [])
    for marketplace in json.loads(read_text("marketplaces.json"))["marketplaces"]:
        address = f"https://{marketplace['seller_central_host']}/apps/authorize/consent"
        assert hosts.allows(QUrl(address)), address
    for url in (
        "https://sellercentral.amazon.com.evil.example/",
        "https://amazon.com.evil.example/",
        "https://sellercentral-amazon.com/",
        "https://notamazon.com/",
        "http://sellercentral.amazon.com/",
        "https://sellercentral.amazon.com:8443/",
        "https://sellercentral.amazon.com@evil.example/",
        "https://login.xero.com/",
    ):
        assert not hosts.allows(QUrl(url)), url
