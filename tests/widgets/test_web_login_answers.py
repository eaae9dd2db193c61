"""The web view catches the provider's answer before anything of it is sent, and only the provider's answer."""

import pytest

from tests.fakes.provider_site import page, redirect
from tests.widgets.web_engine import QUIET, WAIT_MS, opener

pytestmark = [pytest.mark.web_view, QUIET]
ANSWER = "code=abc&state=s"


def answer_of(callback):
    return f"{callback.url}?{ANSWER}"


@pytest.fixture
def authorize(site, callback):
    """Let the sign-in page answer in a way of its own."""

    def set_reply(way):
        target = answer_of(callback)
        replies = {
            "a redirect": redirect(target),
            "a chain of redirects": redirect(site.url("/next")),
            "a script": page(f"<script>location.href = '{target}'</script>"),
            "a meta refresh": page(f"<meta http-equiv=refresh content='0;url={target}'>"),
            "a posted form": page("<form id=f method=post action=/next></form><script>f.submit()</script>"),
            "a link that is clicked": page(f"<a id=a href='{target}'>back</a><script>a.click()</script>"),
            "a pop-up": page(opener(target)),
        }
        site.replies["/authorize"] = replies[way]
        site.replies["/next"] = redirect(target)
        return site.url()

    return set_reply


@pytest.mark.parametrize(
    "way",
    [
        "a redirect",
        "a chain of redirects",
        "a script",
        "a meta refresh",
        "a posted form",
        "a link that is clicked",
        "a pop-up",
    ],
)
def test_an_answer_is_caught_and_the_return_address_never_contacted(way, authorize, sign_ins, callback, qtbot):
    watched = sign_ins.open(authorize(way))
    if way == "a pop-up":
        sign_ins.click(sign_ins.loaded(watched))
    qtbot.waitUntil(lambda: bool(watched.answers), timeout=WAIT_MS)
    assert watched.answers == [answer_of(callback)]
    assert "code" not in watched.page.url().toString()
    assert callback.site.asked == []
    assert watched.kinds == []
    assert watched.login.isHidden()


def test_a_second_answer_is_not_taken(site, sign_ins, callback, qtbot):
    target = answer_of(callback)
    site.replies["/authorize"] = page(
        f"<script>location.href = '{target}'; setTimeout(() => location.href = '{target}2', 50)</script>"
    )
    watched = sign_ins.open(site.url())
    qtbot.waitUntil(lambda: bool(watched.answers), timeout=WAIT_MS)
    with qtbot.waitSignal(watched.login.answered, timeout=300, raising=False) as late:
        pass
    assert not late.signal_triggered
    assert watched.answers == [target]


def test_an_answer_after_the_sign_in_was_closed_goes_nowhere(site, sign_ins, callback, qtbot):
    site.replies["/authorize"] = page("")
    watched = sign_ins.loaded(sign_ins.open(site.url()))
    view_page = watched.page
    view_page.shut()
    with qtbot.waitSignal(view_page.loadFinished, timeout=300, raising=False):
        view_page.runJavaScript(f"location.href = '{answer_of(callback)}'")
    assert watched.answers == []
    assert callback.site.asked == []


def test_a_frame_aimed_at_the_return_address_is_no_answer(site, sign_ins, callback, qtbot):
    site.replies["/authorize"] = page(f"<iframe src='{answer_of(callback)}'></iframe>")
    watched = sign_ins.loaded(sign_ins.open(site.url()))
    sign_ins.run(watched, "1")
    assert watched.answers == []
    assert callback.site.asked == []


def test_a_form_posted_straight_to_the_return_address_is_no_answer(site, sign_ins, callback, qtbot):
    site.replies["/authorize"] = page(
        f"<form id=f method=post action='{answer_of(callback)}'></form><script>f.submit()</script>"
    )
    watched = sign_ins.open(site.url())
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    assert (watched.kinds, watched.answers, callback.site.asked) == (["host-blocked"], [], [])


@pytest.mark.parametrize("path", ["/xero/", "/xero2", "/", "/other?code=1"])
def test_another_path_of_the_return_address_is_blocked(path, site, sign_ins, callback, qtbot):
    site.replies["/authorize"] = redirect(callback.site.url(path, "localhost"))
    watched = sign_ins.open(site.url())
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    assert (watched.kinds, watched.answers, callback.site.asked) == (["host-blocked"], [], [])


def test_pictures_fetches_and_sockets_to_the_return_address_do_not_leave(site, sign_ins, callback):
    target = answer_of(callback)
    site.replies["/authorize"] = page(
        f"<img src='{target}'><script>"
        f"fetch('{target}', {{mode: 'no-cors'}}).catch(() => new Promise(done => {{"
        f"const socket = new WebSocket('{target.replace('http', 'ws', 1)}'); socket.onerror = done"
        f"}})).then(() => document.title = 'tried')</script>"
    )
    watched = sign_ins.open(site.url())
    sign_ins.title_becomes(watched, "tried")
    assert callback.site.asked == []
    assert watched.answers == []
