"""What a message's button does, as a person sees it: the page that opens, the dialog, the next try."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget

from tests.journeys import screen, walk, web_view
from tests.journeys.messages.stage import Stage

Step = Callable[[Stage], None]
CONSOLE = "/seller-central/sellingpartner/developerconsole"
APPS = "/seller-central/apps/manage"
REGISTER = "/seller-central/gp/mws/registration/register.html"


def visits(path: str = CONSOLE) -> Step:
    """Return a press that opens Seller Central in the browser and says so."""

    def press(stage: Stage) -> None:
        screen.click("noticeActionButton")
        assert stage.session.browser.newest().startswith(f"{stage.server.base_url}{path}")
        screen.wait(lambda: notice_id() == "seller-central-opened", "what happened in the browser")

    return press


def tries_again(mend: Step = lambda stage: stage.orders("reset")) -> Step:
    """Return a press that asks Amazon again, which answers well once something is mended."""

    def press(stage: Stage) -> None:
        mend(stage)
        screen.click("noticeActionButton")
        screen.wait(lambda: screen.notice()[0] == "good", f"the next try, {screen.notice()}")

    return press


def opens_credentials(tab: str) -> Step:
    """Return a press that opens the app credentials of a provider."""

    def press(_stage: Stage) -> None:
        screen.click("noticeActionButton")
        tabs = screen.found("appCredentialsTabs", QTabWidget)
        assert tabs.tabText(tabs.currentIndex()) == tab

    return press


def starts_again(view: str = "ledgerWebView") -> Step:
    """Return a press that begins a new sign-in, which asks who one is."""

    def press(_stage: Stage) -> None:
        screen.click("noticeActionButton")
        screen.found(view)
        screen.wait(lambda: web_view.is_at("/sign-in"), "the page that asks who one is")

    return press


def connects(provider: str, person: str, entry: int = 0) -> Step:
    """Return a press that begins a new sign-in, and leads to a connected account."""

    def press(stage: Stage) -> None:
        screen.click("noticeActionButton")
        web_view.sign_in(person)
        web_view.allow(entry)
        walk.confirm()
        walk.finish()
        assert stage.session.accounts()[0]["ledger"]["state"] == "ok"

    return press


def notice_id() -> str:
    """Return the id of the message in the notice in front."""
    found = screen.find("notice")
    return str(found.property("messageId") or "") if found is not None else ""
