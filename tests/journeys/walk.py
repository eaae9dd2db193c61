"""The way through the five pages, as a person goes it. Every step waits for what the page says; nothing is asserted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWizard

from tests.journeys import screen, web_view

BUTTON = QWizard.WizardButton
CONNECT = {"xero": "connectXeroButton", "quickbooks": "connectQuickBooksButton"}
NEWS = ("good", "info", "attention", "bad")


@dataclass(frozen=True)
class Details:
    """What a seller brings back from Seller Central; made up by the practice services, so it is no secret."""

    seller_id: str
    token: str


def to_page_three(region: str, *, is_mws: bool = False) -> None:
    """Choose a region and go on to the details."""
    screen.wait(lambda: screen.page_name() == "regionPage", "page 1")
    screen.click(f"region_{region}")
    next_page("sellerCentralPage")
    if is_mws:
        screen.click("otherWaysButton")
        screen.click("methodMws")
    next_page("credentialsPage")


def to_authorise_here(region: str) -> None:
    """Choose a region and let Amazon's consent page open in the program."""
    screen.wait(lambda: screen.page_name() == "regionPage", "page 1")
    screen.click(f"region_{region}")
    next_page("sellerCentralPage")
    if not screen.is_ready("authoriseHereButton"):
        screen.click("otherWaysButton")
    screen.click("authoriseHereButton")


def fill_in(name: str, details: Details) -> None:
    """Type the details of page 3."""
    screen.write("accountNameEdit", name)
    screen.write("sellerIdEdit", details.seller_id)
    screen.write("tokenEdit", details.token)


def verify() -> tuple[str, str, str]:
    """Press Verify, keep details until the program quits where no keyring works, and return what the notice says."""
    screen.click("verifyButton")
    return news()


def news() -> tuple[str, str, str]:
    """Wait until the page has something to say besides being busy, and return it."""

    def has_come() -> bool:
        if screen.is_ready("untilQuitButton"):
            screen.click("untilQuitButton")
            screen.wait(lambda: screen.notice()[1] != "keyring-missing", "the details are kept after all")
            return False
        return screen.notice()[0] in NEWS

    screen.wait(has_come, "news on the page")
    return screen.notice()


def to_page_four(region: str, name: str, details: Details, *, is_mws: bool = False) -> None:
    """Go from page 1 to page 4 with details that Amazon confirms."""
    to_page_three(region, is_mws=is_mws)
    fill_in(name, details)
    kind, message, text = verify()
    assert kind in ("good", "info"), (message, text)
    next_page("ledgerPage")


def sign_in(provider: str, person: str, entry: int = 0) -> None:
    """Connect to a ledger in the web view, up to the organisation that is to be confirmed."""
    screen.click(CONNECT[provider])
    web_view.sign_in(person)
    web_view.allow(entry)
    screen.wait(lambda: screen.find("confirmOrganisationButton"), f"{provider} came back")


def confirm() -> None:
    """Confirm the organisation after its live read, and go on to the last page."""
    screen.wait(lambda: screen.is_ready("confirmOrganisationButton"), "the organisation can be confirmed")
    screen.wait(lambda: screen.notice()[0] != "busy", "the live read of the organisation")
    screen.click("confirmOrganisationButton")
    screen.wait(is_next_on_or_asked, "the ledger half is saved")
    if screen.is_ready("untilQuitButton"):
        screen.click("untilQuitButton")
    to_page_five()


def share() -> None:
    """Use the ledger connection that is offered, whatever is asked about it, and go on to the last page."""
    screen.click("useExistingLedgerButton")
    screen.wait(lambda: screen.is_ready("goButton") or is_next_on(), "a question or the shared connection")
    if screen.is_ready("goButton"):
        screen.click("goButton")
    to_page_five()


def to_page_five() -> None:
    """Go on to the last page once the ledger is connected."""
    next_page("donePage")
    screen.found("doneSummary")


def finish() -> None:
    """Press Finish and wait for the list of accounts."""
    screen.click_widget(screen.wizard_button(BUTTON.FinishButton))
    screen.wait(lambda: screen.find("accountWizard") is None, "the wizard closes")
    screen.found("accountsTable")


def next_page(expected: str) -> None:
    """Press Next and wait for the page that follows."""
    screen.wait(is_next_on, f"Next towards {expected}")
    screen.click_widget(screen.wizard_button(BUTTON.NextButton))
    screen.wait(lambda: screen.page_name() == expected, f"{expected} after Next")


def go_back(expected: str) -> None:
    """Press Back and wait for the page before."""
    screen.click_widget(screen.wizard_button(BUTTON.BackButton))
    screen.wait(lambda: screen.page_name() == expected, f"{expected} after Back")


def leave() -> None:
    """Close the wizard with its Cancel or Finish later button."""
    screen.click_widget(screen.wizard_button(BUTTON.CancelButton))
    screen.wait(lambda: screen.find("accountWizard") is None, "the wizard closes")


def is_next_on() -> bool:
    """Tell whether Next can be pressed."""
    return screen.wizard_button(BUTTON.NextButton).isEnabled()


def is_next_on_or_asked() -> bool:
    """Tell whether Next can be pressed, or the program asks where to keep the sign-in."""
    return screen.is_ready("untilQuitButton") or is_next_on()


def add_new_account() -> None:
    """Choose Add new account in the account menu of the accounts window."""
    screen.click("accountMenuButton")
    menu = screen.found("accountMenu")
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    screen.wait(lambda: screen.page_name() == "regionPage", "page 1 for the next account")
