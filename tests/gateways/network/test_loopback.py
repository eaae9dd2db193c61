"""The return address for the system browser: on this computer only, for one answer, deaf to noise."""

import concurrent.futures
import contextlib
import http.client
import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
import requests

from lmb_desktop.core.attempt import Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AnswerLate, Cancelled, ConsentDenied, ListenerBlocked, SignInTimedOut
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.gateways import loopback
from lmb_desktop.gateways.loopback import LoopbackDoor

STATE = "the-state-canary"


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


@pytest.fixture
def listener():
    opened = LoopbackDoor().listen([f"http://localhost:{free_port()}/xero"])
    yield opened
    opened.close()


@pytest.fixture
def port(listener):
    return int(listener.redirect_uri.split(":")[2].split("/")[0])


@pytest.fixture
def attempt(listener):
    return Attempt(
        provider=Provider.XERO,
        environment="production",
        authorize_url="https://login.xero.com/",
        redirect_uri=listener.redirect_uri,
        state=Secret(STATE),
        verifier=Secret("v"),
        issued_at=datetime.now(UTC),
    )


@pytest.fixture
def waiting(listener, attempt, cancel):
    """Wait in a thread, as the program does."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        yield pool.submit(listener.wait, lambda url: attempt.judge(url, datetime.now(UTC)), cancel, 30.0)
        cancel.cancel()


def get(url, **more):
    return requests.get(url, timeout=10, **more)


def raw(port, text):
    """Send bytes as they are and return the status line."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as visitor:
        with contextlib.suppress(OSError):
            visitor.sendall(text.encode())
        with contextlib.suppress(OSError):
            return visitor.recv(100).decode().partition("\r\n")[0]
    return ""


def is_closed(port):
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) != 0


def test_an_answer_comes_back_and_the_code_leaves_the_address_line(listener, waiting, port):
    reply = get(f"{listener.redirect_uri}?code=c0de-canary&state={STATE}")

    assert waiting.result(10).code == Secret("c0de-canary")
    assert "canary" not in reply.url
    assert "You can close this page" in reply.text
    assert [one.status_code for one in (*reply.history, reply)] == [303, 200]
    for one in (*reply.history, reply):
        assert one.headers["Cache-Control"] == "no-store"
        assert one.headers["Referrer-Policy"] == "no-referrer"
        assert one.headers["Content-Security-Policy"] == "default-src 'none'"
    assert is_closed(port)


def test_a_browser_that_fetches_no_second_page_keeps_nobody_waiting(listener, waiting):
    get(f"{listener.redirect_uri}?code=c&state={STATE}", allow_redirects=False)
    assert waiting.result(10).code == Secret("c")


def test_both_loopback_addresses_answer(listener, waiting, port):
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    visitor = http.client.HTTPConnection("::1", port, timeout=10)
    try:
        visitor.request("GET", f"/xero?code=c&state={STATE}", headers={"Host": f"localhost:{port}"})
    except OSError:
        pytest.skip("no ::1 here")
    assert visitor.getresponse().status == 303
    visitor.close()
    assert waiting.result(10).code == Secret("c")


def test_nobody_outside_this_computer_can_connect(listener, port):
    for family, host in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET, "127.0.0.2")):
        with socket.socket(family) as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if host == "127.0.0.2":
                assert other.connect_ex((host, port)) != 0


@pytest.mark.parametrize(
    "query",
    ["code=c", "code=c&state=", "code=c&state=wrong", "error=access_denied&state=wrong", "state=a&state=b&code=c"],
)
def test_an_answer_that_is_not_ours_is_refused_and_listening_goes_on(listener, waiting, query):
    assert get(f"{listener.redirect_uri}?{query}").status_code == 400
    assert not waiting.done()
    get(f"{listener.redirect_uri}?code=real&state={STATE}")
    assert waiting.result(10).code == Secret("real")


def test_a_refusal_ends_the_wait_with_the_persons_choice(listener, waiting):
    reply = get(f"{listener.redirect_uri}?error=access_denied&error_description=<b>markup</b>&state={STATE}")
    with pytest.raises(ConsentDenied):
        waiting.result(10)
    assert "markup" not in reply.text + str(reply.history[0].headers) + reply.history[0].text


def test_a_late_answer_ends_the_wait(listener, attempt, cancel):
    attempt.issued_at -= timedelta(minutes=11)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(listener.wait, lambda url: attempt.judge(url, datetime.now(UTC)), cancel, 30.0)
        get(f"{listener.redirect_uri}?code=c&state={STATE}")
        with pytest.raises(AnswerLate):
            waiting.result(10)


def test_a_bug_in_the_judge_is_raised_where_it_can_be_seen(listener, cancel):
    def broken(_url):
        raise ZeroDivisionError

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(listener.wait, broken, cancel, 30.0)
        get(f"{listener.redirect_uri}?code=c&state={STATE}")
        with pytest.raises(ZeroDivisionError):
            waiting.result(10)


@pytest.mark.parametrize(
    "request_text",
    [
        "GET /other HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET /xero/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET /xero;x HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET /signed-in HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "POST /xero?{good} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "HEAD /xero?{good} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET /xero?{good} HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET /xero?{good} HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n",
        "GET /xero?{good} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /xero?{good} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        "GET /xero?{good} HTTP/1.1\r\n\r\n",
        "GET /xero?{good} HTTP/1.1\r\nHost: localhost:{port}\r\nHost: localhost:{port}\r\n\r\n",
        "GET http://localhost:{port}/xero?{good} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET /xero?{good}&pad={pad} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        "GET /xero?{good}\r\n\r\n",
        "nonsense\r\n\r\n",
    ],
)
def test_any_other_request_finds_nothing(waiting, port, request_text):
    text = request_text.format(port=port, good=f"code=c&state={STATE}", pad="x" * 9000)
    assert raw(port, text) in ("HTTP/1.1 404 Not Found", "")
    assert not waiting.done()


def test_a_connection_that_says_nothing_holds_nobody_up(listener, waiting, port):
    with socket.create_connection(("127.0.0.1", port)):
        get(f"{listener.redirect_uri}?code=c&state={STATE}")
        assert waiting.result(10).code == Secret("c")


def test_a_request_in_drops_is_given_up(waiting, port, monkeypatch):
    monkeypatch.setattr(loopback, "SLOWEST_REQUEST_S", 0.1)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as visitor:
        visitor.sendall(b"GET /xero?co")
        assert visitor.recv(100) == b""


def test_giving_up_ends_the_wait_and_frees_the_port(waiting, cancel, port):
    cancel.cancel()
    with pytest.raises(Cancelled):
        waiting.result(2)
    assert is_closed(port)


def test_time_runs_out(listener, cancel, port):
    with pytest.raises(SignInTimedOut):
        listener.wait(lambda _url: None, cancel, 0.05)
    assert is_closed(port)


def test_the_first_free_registered_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy, free = taken.getsockname()[1], free_port()
        opened = LoopbackDoor().listen([f"http://localhost:{busy}/xero", f"http://localhost:{free}/xero"])
        assert opened.redirect_uri == f"http://localhost:{free}/xero"
        opened.close()


def test_a_port_that_another_program_holds_on_one_of_the_two_addresses_is_busy():
    try:
        taken = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no ::1 here")
    with taken, pytest.raises(ListenerBlocked):
        LoopbackDoor().listen([f"http://localhost:{taken.getsockname()[1]}/xero"])


def test_with_every_port_busy_the_ports_are_named():
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        ports = [taken.getsockname()[1] for taken in (one, two)]
        with pytest.raises(ListenerBlocked) as caught:
            LoopbackDoor().listen([f"http://localhost:{port}/xero" for port in ports])
    assert caught.value.fact("ports") == ", ".join(map(str, ports))


@pytest.mark.parametrize(
    "uri", ["https://localhost:8742/x", "http://example.com:8742/x", "http://localhost:99999/x", "http://0.0.0.0:1/x"]
)
def test_an_address_that_is_not_this_computers_is_never_listened_on(uri):
    with pytest.raises(ListenerBlocked):
        LoopbackDoor().listen([uri])


def test_a_port_can_be_listened_on_again_at_once(listener, port):
    listener.close()
    again = LoopbackDoor().listen([listener.redirect_uri])
    token = CancelToken()
    threading.Thread(target=token.cancel).start()
    with pytest.raises(Cancelled):
        again.wait(lambda _url: None, token, 30.0)
