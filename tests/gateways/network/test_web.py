"""The one HTTP door: bounds, patience, giving up, and what it says when nothing comes back."""

import logging
import socket
import ssl
import threading
import time

import pytest
import requests
import urllib3

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AnswerUnusable,
    Cancelled,
    LmbError,
    Offline,
    RateLimited,
    ServiceTrouble,
    TimedOut,
)
from lmb_desktop.gateways import errand
from lmb_desktop.gateways.web import Question, Web
from lmb_desktop.gateways.web_faults import translated
from lmb_desktop.gateways.web_guard import proxies_for
from tests.gateways.network.scripted_server import Scripted, as_json


def read(reply):
    reply.raise_for_trouble()
    return reply.json()


@pytest.fixture
def ask(web, service, cancel):
    def once(*script, token=cancel, **more):
        service.answers(*script)
        return web.ask(Question("Amazon", "GET", f"{service.url}/path", **more), token, read)

    return once


def test_an_answer_is_read(ask):
    assert ask(as_json({"fine": True})) == {"fine": True}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(ask, service, status):
    with pytest.raises(AnswerUnusable) as caught:
        ask(Scripted(status, headers={"Location": f"{service.url}/elsewhere?code=c4n4ry"}), as_json({}))

    assert [asked.path for asked in service.asked] == ["/path"]
    assert "c4n4ry" not in caught.value.details


@pytest.mark.parametrize(
    "sent",
    [
        {"form": {"grant_type": "refresh_token", "refresh_token": "AB11c4n4ry"}},
        {"form": {"grant_type": "authorization_code", "code": "c4n4ry-code", "code_verifier": "c4n4ry-v"}},
        {"json": {"token": "c4n4ry-token"}},
        {"headers": {"Authorization": "Bearer c4n4ry-access"}},
        {"headers": {"x-amz-access-token": "c4n4ry-access"}},
        {"auth": (b"the-app", b"c4n4ry-secret")},
    ],
    ids=lambda sent: " ".join(sent),
)
def test_a_secret_that_an_answer_repeats_in_its_own_words_is_masked(web, service, cancel, sent):
    (named,) = sent.values()
    values = named.values() if isinstance(named, dict) else (named[1].decode(),)
    said = " ".join(value.removeprefix("Bearer ") for value in values if "c4n4ry" in value)
    service.answers(as_json({"error": f"The one that reads {said} is not valid"}))

    def refuse(reply):
        raise reply.unusable("it refused", reply.json()["error"])

    with pytest.raises(AnswerUnusable) as caught:
        web.ask(Question("Amazon", "POST", f"{service.url}/path", **sent), cancel, refuse)
    assert "The one that reads ••••" in caught.value.details
    assert "c4n4ry" not in caught.value.details


def test_an_answer_that_claims_less_than_it_sends_is_still_cut_off(ask):
    with pytest.raises(AnswerUnusable):
        ask(Scripted(200, b"x" * 2_000_000, {"Content-Type": "application/json"}))


def test_a_packed_answer_is_measured_unpacked(ask):
    import gzip

    packed = gzip.compress(b"0" * 5_000_000)
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    with pytest.raises(AnswerUnusable) as caught:
        ask(Scripted(200, packed, headers))
    assert "larger" in caught.value.fact("problem")

    with pytest.raises(AnswerUnusable):
        ask(Scripted(200, b"no gzip at all", headers))


@pytest.mark.parametrize("status", [502, 503, 504])
def test_passing_trouble_is_tried_again_twice(ask, service, status):
    assert ask(Scripted(status), Scripted(status), as_json([1])) == [1]
    with pytest.raises(ServiceTrouble):
        ask(Scripted(status))
    assert len(service.asked) == 6


def test_a_lost_connection_is_tried_again(ask, service):
    assert ask(Scripted(is_cut=True), as_json([1])) == [1]
    with pytest.raises(Offline) as caught:
        ask(Scripted(is_cut=True))
    assert caught.value.fact("reason") == "the connection was cut off"


@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_a_refusal_is_not_tried_again(ask, service, status):
    with pytest.raises(LmbError):
        ask(as_json([], status)) if status == 500 else ask(Scripted(status))
    assert len(service.asked) == 1


def test_a_short_pause_is_kept_and_a_long_one_is_told(ask, service):
    assert ask(Scripted(429, headers={"Retry-After": "0"}), as_json([1])) == [1]

    with pytest.raises(RateLimited) as caught:
        ask(Scripted(429, headers={"Retry-After": "7200", "X-Rate-Limit-Problem": "day"}))
    assert caught.value.wait_s == 7200
    assert len(service.asked) == 3


@pytest.mark.parametrize("text", ["", "soon", "-5", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_a_pause_that_is_not_told_is_a_minute_and_a_past_one_a_moment(ask, text):
    with pytest.raises(RateLimited) as caught:
        ask(Scripted(429, headers={"Retry-After": text}))
    assert caught.value.wait_s in (1, 60)


def test_a_port_nobody_listens_on_refused_the_connection(web, cancel):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        with pytest.raises(Offline) as caught:
            web.ask(Question("Xero", "GET", url), cancel, read)

    assert caught.value.facts == {"service": "Xero", "reason": "it refused the connection", "has_asked": 0}
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_giving_up_ends_the_waiting_at_once(ask, service):
    token = CancelToken()
    threading.Thread(target=lambda: service.has_been_asked.wait() and token.cancel()).start()
    with pytest.raises(Cancelled):
        ask(Scripted(hangs=True), token=token)


def test_giving_up_during_a_pause_ends_it(service, clock):
    token = CancelToken()
    service.answers(Scripted(503))
    threading.Thread(target=lambda: service.has_been_asked.wait() and token.cancel()).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        Web(clock, pauses_s=(60.0,)).ask(Question("Xero", "GET", service.url), token, read)
    assert time.monotonic() - begun < 30


def test_nobody_is_asked_for_somebody_who_has_given_up(ask, service):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        ask(as_json({}), token=token)
    assert service.asked == []


def test_an_answer_that_never_comes_ends_with_a_time_out(ask, monkeypatch):
    monkeypatch.setattr(errand, "WHOLE_S", 0.2)
    with pytest.raises(TimedOut):
        ask(Scripted(hangs=True))


def test_the_environment_changes_nothing_on_the_way_to_this_computer(ask, service, monkeypatch, home):
    (home / ".netrc").write_text("machine 127.0.0.1 login me password c4n4ry\n")
    (home / ".netrc").chmod(0o600)
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nonexistent")

    ask(as_json({}))

    assert "Authorization" not in service.asked[0].headers
    assert service.asked[0].headers["User-Agent"].startswith("LMBDesktop/")


def test_the_systems_proxy_is_used_for_other_computers(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:3128")
    monkeypatch.setenv("no_proxy", "api.xero.com")
    assert proxies_for("https://api.amazon.com/auth")["https"] == "http://127.0.0.1:3128"
    assert proxies_for("https://api.xero.com/connections") == {}
    for url in ("http://localhost:1/", "http://127.0.0.1/", "http://[::1]:5/"):
        assert proxies_for(url) == {}


def test_a_proxy_that_wants_a_password_is_named(ask):
    with pytest.raises(Offline) as caught:
        ask(Scripted(407))
    assert caught.value.fact("reason") == "the proxy asks for a password"


def pool(error):
    return urllib3.exceptions.MaxRetryError(None, "/path?code=c4n4ry", reason=error)


@pytest.mark.parametrize(
    ("foreign", "reason"),
    [
        (
            requests.ConnectionError(pool(urllib3.exceptions.NameResolutionError("host", None, socket.gaierror()))),
            "its name could not be looked up",
        ),
        (requests.ConnectionError(ConnectionRefusedError()), "it refused the connection"),
        (requests.ConnectionError(pool(OSError(101, "Network is unreachable"))), "there is no route to it"),
        (requests.ConnectionError(urllib3.exceptions.ProtocolError("aborted", ConnectionResetError())), "cut off"),
        (
            requests.exceptions.SSLError(ssl.SSLCertVerificationError("certificate verify failed")),
            "could not be checked",
        ),
        (
            requests.exceptions.SSLError(ssl.SSLCertVerificationError("certificate is not yet valid")),
            "the clock of this",
        ),
        (requests.exceptions.SSLError(ssl.SSLError("handshake failure")), "no secure connection"),
        (requests.exceptions.ProxyError(OSError("Tunnel connection failed: 407 Proxy Auth")), "asks for a password"),
        (requests.exceptions.ProxyError(ConnectionRefusedError()), "proxy of this computer"),
        (requests.exceptions.ReadTimeout("read"), "in time"),
        (requests.exceptions.ConnectTimeout("connect"), "in time"),
        (OSError("something else"), "the connection failed"),
    ],
)
def test_every_fault_on_the_way_has_its_words(foreign, reason):
    error = translated(foreign, "Amazon")
    assert reason in error.fact("reason")
    assert isinstance(error, TimedOut) == (reason == "in time")
    assert "c4n4ry" not in error.details


def test_what_is_asked_and_answered_is_never_logged(ask, caplog):
    with caplog.at_level(logging.DEBUG):
        ask(as_json({"access_token": "c4n4ry"}), headers={"Authorization": "Bearer c4n4ry"})
    assert "127.0.0.1 answered 200" in caplog.text
    assert "c4n4ry" not in caplog.text
