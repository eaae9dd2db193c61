"""Every fault on the way, made for real on this computer, and what the person is told: type, id, words, details."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests.adapters
import trustme

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AnswerUnusable,
    CertificateOfOther,
    CertificateOutOfDate,
    CertificateUntrusted,
    ClockWrong,
    LmbError,
    Offline,
    PortalInTheWay,
    ProxySilent,
    ProxyWantsPassword,
    TimedOut,
)
from lmb_desktop.core.messages import Message, message_for
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.gateways import errand, web_guard
from lmb_desktop.gateways.token_client import OAuthClient, TokenClient
from lmb_desktop.gateways.web import Question, Web
from tests.gateways.network.proxy_server import Conduct, ProxyServer
from tests.gateways.network.scripted_server import Scripted, ScriptedServer, as_json

CANARY = "c4n4ry"
REAL = "https://api.amazon.com/auth/o2/token"
PAGE = Scripted(200, b"<!doctype html><title>Hotel Wi-Fi</title>", {"Content-Type": "text/html; charset=utf-8"})
LOGIN = Scripted(302, headers={"Location": f"http://login.hotel.example/?from={CANARY}"})
MUST_SIGN_IN = Scripted(511, PAGE.body, PAGE.headers)
TO_TLS = Scripted(301, headers={"Location": "https://www.amazon.com/"})
FINE = as_json({"fine": True})

TlsMaker = Callable[..., ScriptedServer]
Asking = Callable[[str], LmbError]


def in_minutes(minutes: float) -> datetime:
    """Return the time in so many minutes."""
    return datetime.now(UTC) + timedelta(minutes=minutes)


def dated(minutes: float) -> Scripted:
    """Return an answer of a server whose clock is so many minutes ahead of ours."""
    return as_json({}, Date=format_datetime(in_minutes(minutes), usegmt=True))


@pytest.fixture
def ask(web: Web, cancel: CancelToken) -> Asking:
    """Ask an address with a secret, which must fail, and return the error."""

    def failing(url: str) -> LmbError:
        question = Question("Amazon", "POST", url, {"Authorization": CANARY}, form={"code": CANARY})
        with pytest.raises(LmbError) as caught:
            web.ask(question, cancel, lambda reply: reply.json())
        error = caught.value
        assert CANARY not in f"{error.details} {error.facts} {error!r}"
        assert (error.__cause__, error.__context__) == (None, None)
        return error

    return failing


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An issuer of certificates."""
    return trustme.CA()


@pytest.fixture
def is_trusted(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the program trust that issuer as it trusts the public ones."""
    bundle = tmp_path_factory.mktemp("trust") / "issuers.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(bundle))


@pytest.fixture
def tls(authority: trustme.CA) -> Iterator[TlsMaker]:
    """Start secure servers: for which name, from when, until when their certificate is, and what they answer."""
    servers: list[ScriptedServer] = []

    def start(
        *script: Scripted, name: str = "127.0.0.1", begins: datetime | None = None, ends: datetime | None = None
    ) -> ScriptedServer:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name, not_before=begins, not_after=ends).configure_cert(context)
        server = ScriptedServer(context)
        server.answers(*(script or (FINE,)))
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[ProxyServer]:
    """A proxy that the system names, so that real names lead wherever a test wants."""
    server = ProxyServer()
    monkeypatch.setattr(web_guard, "proxies_for", lambda _url: server.proxies)
    yield server
    server.close()


def told(error: LmbError, kind: type[LmbError], message_id: str, title: str) -> Message:
    """Check the type, and id and title of the message; return the message, which has a button and no empty place."""
    assert type(error) is kind
    said = message_for(error)
    assert (said.id, said.title, said.action) == (message_id, title, "Try again")
    assert "…" not in f"{said.title} {said.text}"
    assert said.details == error.details
    assert error.details
    return said


def is_out_of_reach(error: LmbError, reason: str) -> None:
    """Check that the service is said to be out of reach, and why."""
    told(error, Offline, "A-20", f"Amazon could not be reached from this computer ({reason})")


# Certificates -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("is_trusted")
def test_a_good_certificate_of_a_trusted_issuer_lets_the_question_through(
    web: Web, cancel: CancelToken, tls: TlsMaker
) -> None:
    answer = web.ask(Question("Amazon", "GET", tls().url), cancel, lambda reply: reply.json())
    assert answer == {"fine": True}


def test_an_issuer_nobody_knows_is_said_and_nothing_is_sent(ask: Asking, tls: TlsMaker) -> None:
    server = tls()
    said = told(ask(server.url), CertificateUntrusted, "A-20", "The certificate of 127.0.0.1 cannot be trusted")
    assert "replaces certificates" in said.text
    assert "unable to get local issuer certificate" in said.details
    assert server.asked == []


def test_after_a_sign_in_that_worked_it_is_said_why_the_exchange_did_not(
    web: Web, cancel: CancelToken, tls: TlsMaker
) -> None:
    server = tls()
    client = OAuthClient("Xero", "client", f"{server.url}/connect/token")
    with pytest.raises(CertificateUntrusted) as caught:
        TokenClient(web).exchange(
            client, Secret(CANARY), cancel, redirect_uri="http://localhost:1/xero", verifier=Secret(CANARY)
        )
    title = "The sign-in worked, but the certificate of 127.0.0.1 cannot be trusted"
    said = told(caught.value, CertificateUntrusted, "A-20", title)
    assert "The sign-in page trusts what this computer trusts" in said.text
    assert "skip" not in said.text
    assert CANARY not in f"{said} {caught.value.facts}"
    assert server.asked == []


def test_a_refresh_knows_no_sign_in_page(web: Web, cancel: CancelToken, tls: TlsMaker) -> None:
    client = OAuthClient("Xero", "client", tls().url, EMPTY)
    with pytest.raises(CertificateUntrusted) as caught:
        TokenClient(web).refresh(client, Secret(CANARY), cancel)
    assert message_for(caught.value).title == "The certificate of 127.0.0.1 cannot be trusted"


@pytest.mark.usefixtures("is_trusted")
def test_a_certificate_for_another_name_is_said(ask: Asking, tls: TlsMaker) -> None:
    server = tls(name="portal.hotel.example")
    said = told(ask(server.url), CertificateOfOther, "A-20", "127.0.0.1 showed a certificate of somebody else")
    assert said.text.index("sign in first") < said.text.index("a filter")
    assert server.asked == []


# The clock ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("is_trusted")
@pytest.mark.parametrize(
    ("begins", "ends", "clock_of_the_service"),
    [(10, None, 20), (-10, -5, -20)],
    ids=["not valid yet: our clock is slow", "run out: our clock is fast"],
)
def test_a_certificate_out_of_date_because_of_our_clock_is_the_clocks_fault(
    ask: Asking, tls: TlsMaker, begins: float, ends: float | None, clock_of_the_service: float
) -> None:
    until = None if ends is None else in_minutes(ends)
    server = tls(dated(clock_of_the_service), begins=in_minutes(begins), ends=until)
    said = told(ask(server.url), ClockWrong, "A-21", "This computer's clock is 20 minutes wrong")
    assert "its time is " in said.details
    # The time was asked for, and nothing else was said.
    assert [(one.method, one.path, one.body) for one in server.asked] == [("HEAD", "/", b"")]
    assert "Authorization" not in server.asked[0].headers


@pytest.mark.usefixtures("is_trusted")
def test_a_certificate_that_ran_out_while_our_clock_is_right_is_the_services_fault(ask: Asking, tls: TlsMaker) -> None:
    server = tls(dated(0), begins=in_minutes(-60), ends=in_minutes(-10))
    said = told(ask(server.url), CertificateOutOfDate, "A-20", "The certificate of 127.0.0.1 is out of date")
    assert "The clock of this computer is right" in said.text


@pytest.mark.usefixtures("is_trusted")
def test_where_nobody_tells_the_time_both_causes_are_named_and_the_clock_first(ask: Asking, tls: TlsMaker) -> None:
    server = tls(Scripted(is_cut=True), begins=in_minutes(-60), ends=in_minutes(-10))
    said = told(ask(server.url), CertificateOutOfDate, "A-21", "The clock of this computer may be wrong")
    assert said.text.index("the time of this computer is wrong") < said.text.index("has run out")


def test_a_stranger_is_not_believed_about_the_time(ask: Asking, tls: TlsMaker) -> None:
    server = tls(dated(20), begins=in_minutes(-60), ends=in_minutes(-10))
    assert not isinstance(ask(server.url), ClockWrong)
    assert server.asked == []


# Proxies ------------------------------------------------------------------------------------------------------------


def test_a_proxy_that_asks_for_a_password_before_a_secure_connection(ask: Asking, proxy: ProxyServer) -> None:
    proxy.conduct = Conduct(connect=407)
    said = told(ask(REAL), ProxyWantsPassword, "A-20", "The proxy of this network asks for a password")
    assert f"the proxy {proxy.address}" in said.text
    assert proxy.asked == ["CONNECT api.amazon.com:443"]


def test_a_proxy_that_asks_for_a_password_on_plain_http(ask: Asking, proxy: ProxyServer) -> None:
    proxy.conduct = Conduct(plain=Scripted(407))
    error = ask("http://plain.example/")
    assert type(error) is ProxyWantsPassword
    assert f"the proxy {proxy.address}" in message_for(error).text


def test_a_proxys_own_password_is_never_shown(ask: Asking, proxy: ProxyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy.conduct = Conduct(connect=407)
    proxies = {"https": f"http://clerk:{CANARY}@{proxy.address}"}
    monkeypatch.setattr(web_guard, "proxies_for", lambda _url: proxies)
    error = ask(REAL)
    assert error.fact("proxy") == proxy.address
    assert CANARY not in str(message_for(error))


def test_a_proxy_that_is_not_there(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{bound.getsockname()[1]}"
        monkeypatch.setattr(web_guard, "proxies_for", lambda _url: {"https": f"http://{address}"})
        said = told(ask(REAL), ProxySilent, "A-20", "The proxy of this computer does not answer")
    assert f"the proxy {address}" in said.text


@pytest.mark.parametrize("status", [403, 502])
def test_a_proxy_that_does_not_let_us_through_is_quoted(ask: Asking, proxy: ProxyServer, status: int) -> None:
    proxy.conduct = Conduct(connect=status)
    is_out_of_reach(ask(REAL), f"the proxy {proxy.address} did not let the request through and answered {status}")


def test_a_proxy_of_a_kind_we_cannot_use_is_said(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_guard, "proxies_for", lambda _url: {"https": "socks5://127.0.0.1:1"})
    assert "a kind that LMB Desktop cannot use" in message_for(ask(REAL)).title


# Networks that want a sign-in ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [LOGIN, MUST_SIGN_IN], ids=["redirect", "511"])
def test_a_portal_that_gives_itself_away_without_tls(ask: Asking, service: ScriptedServer, page: Scripted) -> None:
    service.answers(page)
    said = told(ask(service.url), PortalInTheWay, "A-20", "This network wants you to sign in first")
    assert f"127.0.0.1 answered {page.status}" in said.details
    assert len(service.asked) == 1


def test_a_page_in_place_of_the_answer_names_the_portal_first_and_the_provider_last(
    ask: Asking, service: ScriptedServer
) -> None:
    service.answers(PAGE)
    said = told(ask(service.url), PortalInTheWay, "A-20", "Something else answered in place of Amazon")
    causes = said.text.partition("Most likely one of these: ")[2].partition(".")[0].split(";")
    assert [cause.split()[0:4] for cause in causes] == [
        ["this", "network", "wants", "you"],
        ["a", "filter", "or", "a"],
        ["Amazon", "has", "a", "problem"],
    ]


@pytest.mark.usefixtures("is_trusted")
def test_a_page_that_came_over_tls_is_the_providers_own_mistake(ask: Asking, tls: TlsMaker) -> None:
    error = ask(tls(PAGE).url)
    said = told(error, AnswerUnusable, "answer-unusable", "Amazon answered something unexpected")
    assert "it is a web page" in said.text


def test_an_empty_answer_that_calls_itself_html_is_no_page(
    web: Web, cancel: CancelToken, service: ScriptedServer
) -> None:
    service.answers(Scripted(200, b"", {"Content-Type": "text/html"}))
    question = Question("Xero", "POST", service.url)
    assert web.ask(question, cancel, lambda reply: reply.status) == 200


@pytest.mark.parametrize("plain", [LOGIN, MUST_SIGN_IN], ids=["redirect", "511"])
def test_a_real_host_with_a_strange_certificate_and_a_sign_in_without_tls_is_a_portal(
    ask: Asking, proxy: ProxyServer, tls: TlsMaker, plain: Scripted
) -> None:
    proxy.conduct = Conduct(leads_to=tls(name="login.hotel.example").port, plain=plain)
    said = told(ask(REAL), PortalInTheWay, "A-20", "This network wants you to sign in first")
    assert f"http://api.amazon.com/ answered {plain.status}" in said.details
    assert proxy.asked == ["CONNECT api.amazon.com:443", "GET http://api.amazon.com/"]


def test_a_real_host_that_only_its_certificate_speaks_against_is_an_inspected_connection(
    ask: Asking, proxy: ProxyServer, tls: TlsMaker
) -> None:
    server = tls(name="api.amazon.com")
    proxy.conduct = Conduct(leads_to=server.port, plain=TO_TLS)
    said = told(ask(REAL), CertificateUntrusted, "A-20", "The certificate of api.amazon.com cannot be trusted")
    assert "let api.amazon.com through unchanged" in said.text
    assert server.asked == []


def test_a_real_host_that_speaks_no_tls_is_somebody_else(
    ask: Asking, proxy: ProxyServer, service: ScriptedServer
) -> None:
    service.answers(PAGE)
    proxy.conduct = Conduct(leads_to=service.port, plain=PAGE)
    told(ask(REAL), PortalInTheWay, "A-20", "Something else answered in place of Amazon")
    assert not any(CANARY in f"{one.headers} {one.body!r}" for one in service.asked)


@pytest.mark.parametrize("status", [302, 511])
def test_a_proxy_that_leads_to_a_sign_in_page(ask: Asking, proxy: ProxyServer, status: int) -> None:
    proxy.conduct = Conduct(connect=status)
    told(ask(REAL), PortalInTheWay, "A-20", "This network wants you to sign in first")


# Plain failures -----------------------------------------------------------------------------------------------------


def test_a_name_that_cannot_exist(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(host: str, *_more: object, **_named: object) -> list[object]:
        assert host == "api.amazon.invalid"
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    error = ask("https://api.amazon.invalid/")
    is_out_of_reach(error, "its name could not be looked up")


def test_a_connection_that_is_refused(ask: Asking) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        error = ask(f"https://127.0.0.1:{bound.getsockname()[1]}/")
    is_out_of_reach(error, "it refused the connection")


@pytest.mark.usefixtures("is_trusted")
@pytest.mark.parametrize("is_secure", [False, True])
def test_a_connection_that_is_cut(ask: Asking, service: ScriptedServer, tls: TlsMaker, is_secure: bool) -> None:
    server = tls() if is_secure else service
    server.answers(Scripted(is_cut=True))
    error = ask(server.url)
    is_out_of_reach(error, "the connection was cut off")


def test_a_service_that_never_answers(
    web: Web, cancel: CancelToken, service: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errand, "WHOLE_S", 0.2)
    service.answers(Scripted(hangs=True))
    with pytest.raises(TimedOut) as caught:
        web.ask(Question("Amazon", "GET", service.url), cancel, lambda reply: reply.json())
    said = message_for(caught.value)
    assert (said.id, re.search("did not answer in time", said.title) is not None) == ("A-20", True)


def test_no_message_about_the_way_offers_to_look_the_other_way() -> None:
    kinds = (Offline, *Offline.__subclasses__())
    words = " ".join(str(message_for(kind(service="Amazon", reason="r"))) for kind in kinds).lower()
    for offer in ("skip", "ignore", "anyway", "accept the certificate", "switch off"):
        assert offer not in words
