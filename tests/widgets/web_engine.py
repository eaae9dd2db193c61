"""What tests with a real web view share: the engine's switches, a sign-in to drive, and scripts for its pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.attempt import Attempt
from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.page_trouble import PageTrouble
from lmb_desktop.widgets.web_hosts import NavigationJudge, login_hosts
from tests.fakes.provider_site import ProviderSite
from tests.fakes.window_ports import NOW

WAIT_MS = 8000
# Chromium's notes about a machine without a graphics card.
QUIET = pytest.mark.qt_log_ignore(
    "^QRhiGles2: ", "^Failed to create RHI for backend", "^QVulkanInstance: ", "^GPUInfo not "
)


def opener(address: str) -> str:
    """Return the body of a page that opens another one wherever it is clicked."""
    return f"<button style='position:fixed;inset:0;width:100%' onclick=\"window.open('{address}')\">open</button>"


def prepare_engine() -> None:
    """As root, in a container, the engine starts without its sandbox only; real starts ask for leave first."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


@dataclass
class Callback:
    """A return address that should never be contacted, and the site that would notice."""

    site: ProviderSite

    @property
    def url(self) -> str:
        """Return the return address."""
        return self.site.url("/xero", "localhost")


@dataclass
class Watched:
    """A web view with everything it told."""

    window: QWidget
    login: object
    answers: list[str] = field(default_factory=list)
    troubles: list[PageTrouble] = field(default_factory=list)
    located: list[str] = field(default_factory=list)

    @property
    def page(self) -> object:
        """Return the page of the view."""
        return self.login.view.page()

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of trouble, in order."""
        return [trouble.kind.value for trouble in self.troubles]


class SignIns:
    """Open closed-off views on a site and take them down afterwards."""

    def __init__(self, qtbot: QtBot, callback: Callback) -> None:
        prepare_engine()
        self._qtbot = qtbot
        self._callback = callback
        self._open: list[Watched] = []

    def attempt(self, authorize_url: str) -> Attempt:
        """Return an attempt that begins at an address."""
        return Attempt(
            provider=Provider.XERO,
            environment="production",
            authorize_url=authorize_url,
            redirect_uri=self._callback.url,
            state=Secret("s"),
            verifier=EMPTY,
            issued_at=NOW,
        )

    def open(self, authorize_url: str, *, slow_ms: int = 20_000) -> Watched:
        """Open a sign-in and note what it tells."""
        from lmb_desktop.widgets.web_login import WebLogin

        attempt = self.attempt(authorize_url)
        window = QWidget()
        window.resize(640, 480)
        layout = QVBoxLayout(window)
        judge = NavigationJudge(attempt, login_hosts(Provider.XERO, [authorize_url]))
        login = WebLogin(judge, "ledgerWebView", window, slow_ms=slow_ms)
        layout.addWidget(login)
        watched = Watched(window, login)
        login.answered.connect(watched.answers.append)
        login.troubled.connect(watched.troubles.append)
        login.located.connect(lambda url: watched.located.append(url.toString()))
        window.show()
        login.open()
        self._open.append(watched)
        return watched

    def loaded(self, watched: Watched, title: str = "Sign in") -> Watched:
        """Wait until the page with this title is shown."""
        self._qtbot.waitUntil(lambda: watched.login.view.title() == title, timeout=WAIT_MS)
        return watched

    def run(self, watched: Watched, script: str) -> object:
        """Run a script in the page, as a page of a provider would, and return what it gives."""
        given: list[object] = []
        watched.page.runJavaScript(script, 0, given.append)
        self._qtbot.waitUntil(lambda: bool(given), timeout=WAIT_MS)
        return given[0]

    def click(self, watched: Watched) -> None:
        """Click in the middle of the page with the mouse, as a person does: only then may a page open another one."""
        # Before its first pictures are on the screen, the engine drops what a hand does to a page.
        wait = "requestAnimationFrame(() => requestAnimationFrame(() => document.title = 'painted'))"
        watched.page.runJavaScript(wait)
        self.title_becomes(watched, "painted")
        place = watched.login.layout().currentWidget().focusProxy()
        self._qtbot.mouseClick(place, Qt.MouseButton.LeftButton, pos=place.rect().center())

    def title_becomes(self, watched: Watched, title: str) -> None:
        """Wait for a title that a script sets."""
        self._qtbot.waitUntil(lambda: watched.login.view.title() == title, timeout=WAIT_MS)

    def close(self) -> None:
        """Take everything down and let the engine end its pages."""
        for watched in self._open:
            if shiboken6.isValid(watched.login):
                watched.login.take_down()
            if shiboken6.isValid(watched.window):
                watched.window.close()
                watched.window.deleteLater()
        self._open.clear()
        for _turn in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()


@pytest.fixture
def site() -> Iterator[ProviderSite]:
    """Give a site that plays the provider."""
    with ProviderSite() as site:
        yield site


@pytest.fixture
def callback() -> Iterator[Callback]:
    """Give a return address on a site of its own."""
    with ProviderSite() as site:
        yield Callback(site)


@pytest.fixture
def sign_ins(qtbot: QtBot, callback: Callback) -> Iterator[SignIns]:
    """Give sign-ins in real web views."""
    sign_ins = SignIns(qtbot, callback)
    yield sign_ins
    sign_ins.close()


__all__ = ["QUIET", "WAIT_MS", "Callback", "SignIns", "Watched", "callback", "opener", "sign_ins", "site"]
