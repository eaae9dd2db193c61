"""One account from start to end with the keyboard alone on our own windows; the provider's page is typed into too."""

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from tests.journeys import screen, walk, web_view
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves

KEY = Qt.Key
TABS_AT_MOST = 25


def tab_to(name: str) -> None:
    """Press Tab until the named widget has the focus."""
    for _tab in range(TABS_AT_MOST):
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == name:
            return
        screen.press_keys(KEY.Key_Tab)
    raise AssertionError(f"the Tab key does not reach {name}")


def has_focus(name: str) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and focused.objectName() == name


def alt(key: Qt.Key) -> None:
    """Press a key with Alt, as for an underlined letter."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, Qt.KeyboardModifier.AltModifier)


def wait_for_page(name: str) -> None:
    screen.wait(lambda: screen.page_name() == name, name)


def press_next(page: str) -> None:
    """Wait until Next has the focus, as it gets it when a page is done, and press it."""
    screen.wait(
        lambda: QApplication.focusWidget() is screen.wizard_button(walk.BUTTON.NextButton), "Next has the focus"
    )
    screen.press_keys(KEY.Key_Return)
    wait_for_page(page)


def test_an_account_is_connected_without_touching_the_mouse(session: Session, orders: Orders):
    details = orders.details("harbour-tea", "europe")
    session.start()
    screen.wait(lambda: has_focus("region_north-america"), "the first region has the focus")
    screen.press_keys(KEY.Key_Right, KEY.Key_Space)
    screen.wait(walk.is_next_on, "Next after a region is chosen")
    screen.press_keys(KEY.Key_Return)  # the default button answers wherever the focus is
    wait_for_page("sellerCentralPage")
    screen.wait(lambda: has_focus("visitSellerCentralButton"), "the main step has the focus")
    screen.press_keys(KEY.Key_Return)
    session.browser.newest()
    alt(KEY.Key_N)
    wait_for_page("credentialsPage")
    screen.wait(lambda: has_focus("sellerIdEdit"), "the first empty field has the focus")
    tab_to("accountNameEdit")
    screen.press_keys("Harbour Tea UK", KEY.Key_Tab, details.seller_id, KEY.Key_Tab, details.token)
    tab_to("verifyButton")
    screen.press_keys(KEY.Key_Space)
    assert walk.news()[0] == "good"
    press_next("ledgerPage")
    screen.wait(lambda: has_focus("connectXeroButton"), "the first way to a ledger has the focus")
    screen.press_keys(KEY.Key_Space)
    type_on_the_providers_pages()
    screen.wait(lambda: has_focus("organisationCombo"), "the choice has the focus")
    choose_with_keys("Harbour Tea Ireland")
    tab_to("confirmOrganisationButton")
    screen.press_keys(KEY.Key_Space)
    press_next("donePage")
    screen.found("doneSummary")
    screen.press_keys(KEY.Key_Return)
    screen.wait(lambda: screen.find("accountWizard") is None, "the wizard closes")
    accounts = session.accounts()
    assert halves(accounts) == {"Harbour Tea UK": ("ok", "ok")}
    assert accounts[0]["region"] == "europe"
    assert accounts[0]["ledger"]["organisation_name"] == "Harbour Tea Ireland"


def test_an_enter_too_many_while_amazon_is_asked_does_not_leave_the_page(session: Session, orders: Orders):
    session.start()
    walk.to_page_three("europe")
    walk.fill_in("Harbour Tea UK", orders.details("harbour-tea", "europe"))
    orders("slow", service="amazon.token", seconds=0.5)
    tab_to("verifyButton")
    screen.press_keys(KEY.Key_Return, KEY.Key_Return)
    assert screen.notice()[0] == "busy"
    assert walk.news()[0] == "good"
    press_next("ledgerPage")


def type_on_the_providers_pages() -> None:
    """Sign in and allow every organisation, with keys only; a page may be there before it takes input."""
    screen.wait(lambda: web_view.is_at("/sign-in"), "the sign-in page")
    web_view.wait_for("email")
    web_view.type_keys("bookkeeper@tidewater.example", KEY.Key_Tab, "practice", KEY.Key_Return)
    screen.wait(lambda: web_view.is_at("/connect/"), "the consent page")
    web_view.wait_for("allow")
    web_view.choose("organisation", -1)
    web_view.type_keys(KEY.Key_Tab, KEY.Key_Return)
    screen.wait(lambda: screen.find("organisationCombo"), "Xero came back")


def choose_with_keys(wanted: str) -> None:
    """Choose an entry of the list that has the focus with the arrow keys."""
    combo = screen.found("organisationCombo", QComboBox)
    end = time.monotonic() + screen.PATIENCE_S
    while not combo.currentText().startswith(wanted) and time.monotonic() < end:
        screen.press_keys(KEY.Key_Down)
    assert combo.currentText().startswith(wanted)
