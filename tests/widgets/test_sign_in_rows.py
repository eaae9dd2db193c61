"""The rows around a sign-in page: whose page it is, how safe it is, and what is said while it is slow."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.host_row import HostRow
from lmb_desktop.widgets.page_trouble import PageTrouble, TroubleKind
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.sign_in_view import SignInView
from lmb_desktop.widgets.trouble_view import TroubleRow
from lmb_desktop.widgets.web_hosts import login_hosts
from tests.fakes.provider_site import ProviderSite, Reply, page
from tests.widgets.web_engine import QUIET, WAIT_MS, SignIns, Watched, opener


def shown_for(qtbot: QtBot, address: str, *, is_practice: bool) -> tuple[str, list[str]]:
    """Return the sign and the texts of the host row for an address."""
    row = HostRow(is_practice=is_practice)
    qtbot.addWidget(row)
    row.show_address(QUrl(address))
    row.show()
    sign = row.findChild(Sign)
    texts = [label.text() for label in row.findChildren(QLabel) if label.isVisible() and label.text()]
    return sign.name() if sign.isVisible() else "", texts


@pytest.mark.parametrize(
    ("address", "is_practice", "sign", "texts"),
    [
        ("https://login.xero.com/x", False, "secure-host", ["login.xero.com"]),
        ("http://127.0.0.1:8000/x", False, "hint", ["127.0.0.1:8000", "on this computer"]),
        ("http://127.0.0.1:8000/x", True, "hint", ["127.0.0.1:8000", "practice service on this computer"]),
        ("https://localhost/x", False, "secure-host", ["localhost", "on this computer"]),
    ],
    ids=["https", "http here", "http here in practice", "https here"],
)
def test_the_padlock_stands_for_https_only(
    qtbot: QtBot, address: str, is_practice: bool, sign: str, texts: list[str]
) -> None:
    assert shown_for(qtbot, address, is_practice=is_practice) == (sign, texts)


def test_a_blocked_address_on_this_computer_has_a_reason_of_its_own() -> None:
    said = PageTrouble(TroubleKind.HOST_BLOCKED, host="localhost")
    assert said.text == "This address is not part of the sign-in."
    assert "another company" in PageTrouble(TroubleKind.HOST_BLOCKED, host="login.example").text


@pytest.fixture
def view(qtbot: QtBot, sign_ins: SignIns) -> Iterator[SignInView]:
    """Give a sign-in view without a page."""
    view = SignInView("ledgerWebView")
    qtbot.addWidget(view)
    view.resize(660, 520)
    view.show()
    yield view
    view.close_page()


@pytest.mark.web_view
@QUIET
def test_taking_long_is_taken_back_once_the_page_is_there(
    view: SignInView, site: ProviderSite, sign_ins: SignIns, qtbot: QtBot
) -> None:
    held = threading.Event()
    site.replies["/authorize"] = Reply("<title>Sign in</title>", headers={"Content-Type": "text/html"}, held=held)
    view.open(sign_ins.attempt(site.url()), login_hosts(Provider.XERO, [site.url()]), slow_ms=50)
    remark = view.findChild(QWidget, "signInRemark")
    qtbot.waitUntil(remark.isVisible, timeout=WAIT_MS)
    held.set()
    qtbot.waitUntil(lambda: not remark.isVisible(), timeout=WAIT_MS)


def test_a_row_takes_back_only_what_is_over(qtbot: QtBot) -> None:
    row = TroubleRow()
    qtbot.addWidget(row)
    row.show_trouble(PageTrouble(TroubleKind.PASSKEY))
    row.take_back(TroubleKind.SLOW)
    assert row.isVisible()
    row.take_back(TroubleKind.PASSKEY)
    assert not row.isVisible()


@pytest.mark.web_view
@QUIET
def test_a_pop_up_brings_a_way_back_to_the_sign_in(
    view: SignInView, site: ProviderSite, sign_ins: SignIns, qtbot: QtBot
) -> None:
    site.replies["/authorize"] = page(opener("/help"))
    site.replies["/help"] = page("", "Help")
    view.open(sign_ins.attempt(site.url()), login_hosts(Provider.XERO, [site.url()]))
    login = view.findChild(QWidget, "ledgerWebView").parentWidget()
    assert view.host_row.back.isHidden()
    sign_ins.click(sign_ins.loaded(Watched(view, login)))
    qtbot.waitUntil(view.host_row.back.isVisible, timeout=WAIT_MS)
    qtbot.mouseClick(view.host_row.back, Qt.MouseButton.LeftButton)
    assert view.host_row.back.isHidden()
    assert login.layout().currentWidget() is login.view
