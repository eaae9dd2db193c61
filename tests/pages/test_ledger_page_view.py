"""Page 4 while the provider's page stands in it: its rows, its troubles, and the way out of each."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.widgets.ledger_sign_in import Stage
from tests.fakes.ledger_ports import HARBOUR_TEA, REDIRECTS, grant_of, ledger_settings
from tests.fakes.provider_site import ProviderSite, Reply, page, redirect
from tests.widgets.web_engine import QUIET, WAIT_MS, prepare_engine

pytestmark = [pytest.mark.web_view, QUIET]


@pytest.fixture
def at_site(ledger_page, site):
    """Give a page whose Xero is a site on this computer, named by the settings."""
    prepare_engine()
    settings: ServiceSettings = ledger_settings(endpoints={"xero_authorize": site.url()})
    site.replies["/authorize"] = page("<p>sign in</p>")
    shown = ledger_page(settings=settings)
    shown.desk.ledger.authorize_url = site.url() + "?state={state}"
    yield shown
    shown.page.stop_work()
    shown.rest()


def open_view(shown, title="Sign in"):
    shown.press("connectXeroButton")
    shown.qtbot.waitUntil(lambda: view_of(shown) is not None and view_of(shown).title() == title, timeout=WAIT_MS)
    return view_of(shown)


def view_of(shown):
    return shown.find("ledgerWebView")


def trouble_title(shown):
    card = shown.find("signInTrouble")
    return card.accessibleName() if card is not None else ""


def wait_for_trouble(shown, title):
    shown.qtbot.waitUntil(lambda: trouble_title(shown) == title, timeout=WAIT_MS)


def test_the_view_takes_the_page_and_shows_the_real_host(at_site, site):
    open_view(at_site)
    assert at_site.page.panel.view.host_row.host() == f"127.0.0.1:{site.port}"
    assert at_site.is_on("openInBrowserButton")
    assert at_site.is_on("cancelSignInButton")
    assert at_site.find("connectXeroButton") is None
    assert at_site.find("notice") is None
    assert at_site.kind == "none"
    assert at_site.rooms == [True]
    assert at_site.page.main_step() is None


def test_the_answer_takes_the_view_away_and_brings_the_choice(at_site, site, qtbot):
    at_site.desk.ledger.grants = [grant_of(HARBOUR_TEA)]
    site.replies["/authorize"] = redirect(f"{REDIRECTS[0]}?code=c&state=state-1")
    at_site.press("connectXeroButton")
    qtbot.waitUntil(lambda: at_site.page.panel.stage is Stage.CHOICE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: at_site.page.findChild(QWidget, "ledgerWebView") is None, timeout=WAIT_MS)
    assert at_site.rooms == [True, False]
    assert [attempt.is_used for attempt in at_site.desk.ledger.begun] == [True]


def test_an_answer_to_another_sign_in_is_not_used_and_the_next_try_is_clean(at_site, site, qtbot):
    site.replies["/authorize"] = redirect(f"{REDIRECTS[0]}?code=c&state=stolen")
    at_site.press("connectXeroButton")
    qtbot.waitUntil(lambda: at_site.message_id == "state-wrong", timeout=WAIT_MS)
    assert at_site.text.startswith("The answer belongs to another sign-in")
    assert (at_site.page.panel.stage, at_site.desk.ledger.exchanged) == (Stage.CLOSED, [])
    site.replies["/authorize"] = redirect(f"{REDIRECTS[0]}?code=c&state=state-2")
    at_site.press_notice()
    qtbot.waitUntil(lambda: at_site.page.panel.stage is Stage.CHOICE, timeout=WAIT_MS)


def test_a_denied_consent_is_said_and_the_cards_are_back(at_site, site, qtbot):
    site.replies["/authorize"] = redirect(f"{REDIRECTS[0]}?error=access_denied&state=state-1")
    at_site.press("connectXeroButton")
    qtbot.waitUntil(lambda: at_site.message_id == "L-01", timeout=WAIT_MS)
    assert (at_site.kind, at_site.text.splitlines()[0]) == ("info", "Access was not allowed, so nothing was connected")
    assert at_site.is_on("connectXeroButton")


def test_cancel_brings_the_cards_back(at_site, qtbot):
    open_view(at_site)
    at_site.press("cancelSignInButton")
    assert (at_site.kind, at_site.message_id) == ("info", "L-01")
    assert at_site.text.startswith("The sign-in was closed")
    assert at_site.is_on("connectXeroButton")
    assert at_site.rooms == [True, False]
    qtbot.waitUntil(lambda: at_site.page.findChild(QWidget, "ledgerWebView") is None, timeout=WAIT_MS)


def test_escape_on_our_own_rows_cancels_and_in_the_page_it_does_not(at_site, qtbot):
    view = open_view(at_site)
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_Escape)
    view.parentWidget().keyPressEvent(_escape())
    assert at_site.page.panel.stage is Stage.VIEW
    qtbot.keyClick(at_site.find("cancelSignInButton"), Qt.Key.Key_Escape)
    assert at_site.page.panel.stage is Stage.CLOSED


def test_open_in_my_browser_begins_a_sign_in_of_its_own(at_site, qtbot):
    open_view(at_site)
    at_site.press("openInBrowserButton")
    qtbot.waitUntil(lambda: at_site.page.panel.stage is Stage.BROWSER)
    first, second = at_site.desk.ledger.begun
    assert first.state.reveal() != second.state.reveal()
    assert at_site.desk.opened == [second.authorize_url]
    assert at_site.rooms == [True, False]
    assert view_of(at_site) is None


def test_going_back_takes_the_view_down(at_site, qtbot):
    open_view(at_site)
    at_site.page.cleanupPage()
    assert (at_site.page.panel.stage, at_site.kind) == (Stage.CLOSED, "none")
    qtbot.waitUntil(lambda: at_site.page.findChild(QWidget, "ledgerWebView") is None, timeout=WAIT_MS)


def test_a_host_that_may_not_be_shown_is_named_with_the_browser_beside_it(at_site, site, qtbot):
    with ProviderSite() as elsewhere:
        site.replies["/authorize"] = page(f"<a id=a href='{elsewhere.url('/x', 'localhost')}'>company</a>")
        view = open_view(at_site)
        view.page().runJavaScript("a.click()")
        wait_for_trouble(at_site, "localhost cannot be shown here")
        assert elsewhere.asked == []
    assert at_site.page.main_step() is at_site.find("browserRemedyButton")
    at_site.press("backRemedyButton")
    assert view_of(at_site) is view
    assert at_site.page.main_step() is None


def test_where_nothing_was_shown_before_going_back_closes_the_sign_in(at_site, site, qtbot):
    site.replies["/authorize"] = redirect("https://evil.example/")
    at_site.press("connectXeroButton")
    wait_for_trouble(at_site, "evil.example cannot be shown here")
    at_site.press("backRemedyButton")
    assert at_site.text.startswith("The sign-in was closed")


def test_google_is_named_and_the_browser_offered(at_site, site, qtbot):
    site.replies["/authorize"] = redirect("https://accounts.google.com/o/oauth2")
    at_site.press("connectXeroButton")
    wait_for_trouble(at_site, "Google does not allow sign-in inside other programs")
    at_site.press("browserRemedyButton")
    qtbot.waitUntil(lambda: at_site.page.panel.stage is Stage.BROWSER)


def test_a_page_that_does_not_load_can_be_started_again(at_site, qtbot):
    with ProviderSite() as gone:
        address = gone.url()
    at_site.desk.settings = ledger_settings(endpoints={"xero_authorize": address})
    at_site.desk.ledger.authorize_url = address
    at_site.press("connectXeroButton")
    wait_for_trouble(at_site, "The page did not load")
    at_site.press("againRemedyButton")
    qtbot.waitUntil(lambda: len(at_site.desk.ledger.begun) == 2)


def test_an_address_that_the_settings_do_not_name_is_not_shown_although_it_is_here(at_site, site, qtbot):
    at_site.desk.settings = ledger_settings()
    at_site.press("connectXeroButton")
    wait_for_trouble(at_site, "127.0.0.1 cannot be shown here")
    assert site.asked == []


def test_an_error_page_of_the_provider_gets_a_row_above_it(at_site, site, qtbot):
    site.replies["/authorize"] = Reply("<title>Error</title>500", 500, headers={"Content-Type": "text/html"})
    view = open_view(at_site, "Error")
    qtbot.waitUntil(lambda: at_site.find("signInRemark") is not None, timeout=WAIT_MS)
    assert at_site.find("signInRemark").accessibleName() == "The provider shows an error."
    assert view_of(at_site) is view


def test_the_window_is_not_made_anew_when_the_view_joins_it(at_site, qtbot):
    window = at_site.page.window()
    before = window.winId()
    watcher = _Watcher()
    window.installEventFilter(watcher)
    open_view(at_site)
    assert window.winId() == before
    assert watcher.seen == []


class _Watcher(QObject):
    """Notes whether a window was hidden, shown or given another native window."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() in (QEvent.Type.Hide, QEvent.Type.Show, QEvent.Type.WinIdChange):
            self.seen.append(event.type())
        return False


def _escape():
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
