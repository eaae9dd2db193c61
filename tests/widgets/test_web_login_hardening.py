"""The web view of a sign-in is closed off: nothing on disk, nothing shared, nothing allowed, nothing overridden."""

import os
import signal
import subprocess
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.fakes.provider_site import ProviderSite, Reply, page, redirect
from tests.widgets.web_engine import QUIET, WAIT_MS, opener

pytestmark = [pytest.mark.web_view, QUIET]


@pytest.fixture
def shown(site, sign_ins):
    """Give a sign-in whose page is shown."""

    def show(body=""):
        site.replies["/authorize"] = page(body)
        return sign_ins.loaded(sign_ins.open(site.url()))

    return show


def test_the_profile_is_off_the_record_and_what_a_sign_in_needs_not_is_off(shown):
    from PySide6.QtWebEngineCore import QWebEngineSettings

    from lmb_desktop.widgets.web_profile import SWITCHED_OFF, SWITCHED_ON

    watched = shown()
    profile, settings = watched.page.profile(), watched.page.settings()
    assert profile.isOffTheRecord()
    assert profile.storageName() == ""
    assert not profile.isSpellCheckEnabled()
    assert [name for name in SWITCHED_OFF if settings.testAttribute(name)] == []
    assert all(settings.testAttribute(name) for name in SWITCHED_ON)
    assert settings.unknownUrlSchemePolicy() == QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes


def test_no_script_and_no_channel_is_put_into_the_page(shown):
    watched = shown()
    assert watched.page.scripts().isEmpty()
    assert watched.page.profile().scripts().isEmpty()
    assert watched.page.webChannel() is None


def test_the_browser_string_is_left_alone(shown, sign_ins):
    assert "QtWebEngine" in sign_ins.run(shown(), "navigator.userAgent")


def test_a_second_attempt_sees_no_cookie_and_no_storage_of_the_first(shown, sign_ins):
    first = shown()
    sign_ins.run(first, "document.cookie = 'who=client-a'; localStorage.setItem('who', 'client-a')")
    assert "client-a" in sign_ins.run(first, "document.cookie + localStorage.getItem('who')")
    second = shown()
    assert "client-a" not in sign_ins.run(second, "document.cookie + localStorage.getItem('who')")


def test_nothing_is_written_to_the_disk(shown, sign_ins, home):
    watched = shown()
    sign_ins.run(watched, "document.cookie = 'who=leaves-a-trace'; localStorage.setItem('who', 'leaves-a-trace')")
    sign_ins.close()
    files = [path for path in home.rglob("*") if path.is_file()]
    assert [path for path in files if b"leaves-a-trace" in path.read_bytes()] == []


def test_a_download_is_refused(site, sign_ins, home, qtbot):
    site.replies["/authorize"] = page("<a id=a href=/file>file</a>")
    site.replies["/file"] = Reply("x", headers={"Content-Disposition": "attachment; filename=x.exe"})
    watched = sign_ins.loaded(sign_ins.open(site.url()))
    with qtbot.waitSignal(watched.page.profile().downloadRequested, timeout=WAIT_MS) as asked:
        watched.page.runJavaScript("a.click()")
    download = asked.args[0]
    qtbot.waitUntil(lambda: download.state() == download.DownloadState.DownloadCancelled, timeout=WAIT_MS)
    assert list(home.rglob("x.exe*")) == []


def test_where_the_person_is_stays_unknown(shown, sign_ins):
    watched = shown()
    watched.page.runJavaScript(
        "navigator.geolocation.getCurrentPosition(() => document.title = 'known', "
        "error => document.title = 'refused ' + error.code)"
    )
    sign_ins.title_becomes(watched, "refused 1")


def test_the_clipboard_cannot_be_read(shown, sign_ins):
    QApplication.clipboard().setText("a token")
    watched = shown()
    watched.page.runJavaScript(
        "navigator.clipboard ? navigator.clipboard.readText().then(t => document.title = 'read ' + t, "
        "() => document.title = 'refused') : document.title = 'refused'"
    )
    sign_ins.title_becomes(watched, "refused")


def test_boxes_of_the_page_do_not_open_over_our_windows(shown, sign_ins):
    answer = sign_ins.run(shown(), "alert('x'); '' + confirm('x') + prompt('x')")
    assert answer == "falsenull"
    assert QApplication.activeModalWidget() is None


def test_what_the_page_writes_to_its_console_is_dropped(shown, sign_ins, capfd):
    sign_ins.run(shown(), "console.log('console-canary'); console.error('console-canary'); 1")
    heard = capfd.readouterr()
    assert "console-canary" not in heard.out + heard.err


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "data:text/html,hi", "mailto:a@b.example", "ms-settings:privacy", "javascript:void 0"]
)
def test_a_page_cannot_lead_to_another_scheme(url, shown, sign_ins):
    watched = shown(f"<a id=a href='{url}'>away</a>")
    sign_ins.run(watched, "a.click(); 1")
    assert sign_ins.run(watched, "location.pathname") == "/authorize"
    assert watched.answers == []


def test_a_host_that_is_not_listed_is_named_and_never_contacted(site, sign_ins, qtbot):
    with ProviderSite() as elsewhere:
        site.replies["/authorize"] = redirect(elsewhere.url("/phishing"))
        watched = sign_ins.open(site.url())
        qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
        assert (watched.kinds, watched.troubles[0].host) == (["host-blocked"], "127.0.0.1")
        assert elsewhere.asked == []


def test_google_is_named_as_the_one_that_refuses(shown, sign_ins, qtbot):
    watched = shown("<a id=a href='https://accounts.google.com/o/oauth2'>Google</a>")
    watched.page.runJavaScript("a.click()")
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    assert watched.troubles[0].title == "Google does not allow sign-in inside other programs"


@pytest.fixture
def popped_up(shown, site, sign_ins, qtbot):
    """Give a sign-in whose page a pop-up covers."""
    site.replies["/help"] = page("", "Help")
    watched = shown(opener("/help"))
    sign_ins.click(watched)
    stack = watched.login.layout()
    qtbot.waitUntil(lambda: stack.currentWidget() is not watched.login.view, timeout=WAIT_MS)
    return watched


def test_a_pop_up_of_the_provider_is_shown_and_closes_with_the_page(popped_up, qtbot):
    watched, stack = popped_up, popped_up.login.layout()
    assert stack.currentWidget().title() == "Help"
    assert watched.located[-1].endswith("/help")
    stack.currentWidget().page().runJavaScript("window.close()")
    qtbot.waitUntil(lambda: stack.currentWidget() is watched.login.view, timeout=WAIT_MS)
    assert watched.located[-1].endswith("/authorize")


def test_the_person_can_close_a_pop_up_that_has_no_way_back(popped_up):
    covered = []
    popped_up.login.popup_changed.connect(covered.append)
    popped_up.login.close_popup()
    assert popped_up.login.layout().currentWidget() is popped_up.login.view
    assert (popped_up.located[-1].endswith("/authorize"), covered) == (True, [False])


def test_a_pop_up_that_nobody_clicked_for_does_not_open(site, sign_ins, qtbot):
    site.replies["/help"] = page("", "Help")
    site.replies["/authorize"] = page("<script>document.title = window.open('/help') ? 'opened' : 'kept'</script>")
    watched = sign_ins.open(site.url())
    sign_ins.title_becomes(watched, "kept")
    assert "/help" not in site.asked


def test_a_pop_up_to_a_foreign_host_is_blocked(shown, sign_ins, qtbot):
    watched = shown(opener("https://evil.example/"))
    sign_ins.click(watched)
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    assert (watched.kinds, watched.troubles[0].host) == (["host-blocked"], "evil.example")
    assert watched.login.layout().currentWidget() is watched.login.view


def test_the_host_is_told_when_the_page_is_there_and_not_before(site, sign_ins, qtbot):
    held = threading.Event()
    site.replies["/authorize"] = page("<a id=a href=/slow>on</a>")
    site.replies["/slow"] = Reply("<title>Slow</title>", headers={"Content-Type": "text/html"}, held=held)
    watched = sign_ins.loaded(sign_ins.open(site.url()))
    assert [url.rpartition("/")[2] for url in watched.located] == ["authorize"]
    watched.page.runJavaScript("a.click()")
    qtbot.waitUntil(lambda: "/slow" in site.asked, timeout=WAIT_MS)
    assert [url.rpartition("/")[2] for url in watched.located] == ["authorize"]
    held.set()
    qtbot.waitUntil(lambda: len(watched.located) == 2, timeout=WAIT_MS)


def test_a_certificate_that_cannot_be_checked_ends_the_visit_and_nothing_is_sent(tmp_path, sign_ins, qtbot):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    with ProviderSite(certificate=(str(certificate), str(key))) as secure:
        secure.replies["/authorize"] = page("")
        watched = sign_ins.open(secure.url("/authorize", "localhost"))
        qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
        assert set(watched.kinds) == {"insecure"}
        assert watched.troubles[0].title == "The connection to localhost is not secure"
        assert secure.asked == []


def test_a_page_that_does_not_load_is_said_with_the_reason(site, sign_ins, qtbot):
    with ProviderSite() as gone:
        url = gone.url()
    watched = sign_ins.open(url)
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    assert watched.kinds == ["not-loaded"]
    assert watched.troubles[0].text == "127.0.0.1 did not answer."


def test_an_error_page_of_the_provider_is_shown_with_a_remark_above_it(site, sign_ins, qtbot):
    site.replies["/authorize"] = Reply(
        "<title>Error</title>Error code: 500", 500, headers={"Content-Type": "text/html"}
    )
    watched = sign_ins.open(site.url())
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    assert watched.kinds == ["error-page"]
    assert sign_ins.run(watched, "document.body.innerText") == "Error code: 500"


def test_a_page_that_takes_long_is_said(site, sign_ins, qtbot):
    held = threading.Event()
    site.replies["/authorize"] = Reply("late", held=held)
    watched = sign_ins.open(site.url(), slow_ms=50)
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    held.set()
    assert watched.kinds == ["slow"]


@pytest.mark.skipif(os.name == "nt", reason="ends the engine's process with a signal")
def test_a_page_whose_engine_stops_is_said(shown, qtbot):
    watched = shown()
    os.kill(watched.page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(watched.troubles), timeout=WAIT_MS)
    assert watched.kinds == ["page-died"]


def test_page_then_profile_go_when_a_sign_in_ends(shown, qtbot):
    watched = shown()
    gone = []
    watched.page.profile().destroyed.connect(lambda: gone.append("profile"))
    watched.page.destroyed.connect(lambda: gone.append("page"))
    watched.login.take_down()
    qtbot.waitUntil(lambda: len(gone) == 2, timeout=WAIT_MS)
    assert gone == ["page", "profile"]


def test_page_then_profile_go_when_the_window_goes_without_a_word(shown, qtbot):
    watched = shown()
    gone = []
    watched.page.profile().destroyed.connect(lambda: gone.append("profile"))
    watched.page.destroyed.connect(lambda: gone.append("page"))
    watched.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: len(gone) == 2, timeout=WAIT_MS)
    assert gone == ["page", "profile"]
