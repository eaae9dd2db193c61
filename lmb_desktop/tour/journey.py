"""The journey of the tour: two accounts through the five pages, one to Xero and one to QuickBooks, as a person goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget, QWizard

from lmb_desktop.app.program import Program
from lmb_desktop.tour.album import Album
from lmb_desktop.tour.hands import click, find, found, is_ready, press, type_keys, write
from lmb_desktop.tour.practice_errand import Brought, fetch_details
from lmb_desktop.tour.walk import Journey, Until, pause


class OpenedPages(Protocol):
    """What the system browser was asked to open."""

    opened: list[str]


PEOPLE = {"harbour-tea": "owner@harbourtea.example", "northlight-cycles": "owner@northlight.example"}
PASSWORD = "practice"
PAINT_S = 0.5
"""How long the web engine may take from loading a page to painting it."""
TAB, LAST, GO = Qt.Key.Key_Tab, Qt.Key.Key_End, Qt.Key.Key_Return
CONSENT_KEYS = {"xero": (TAB, TAB, LAST, TAB, GO), "quickbooks": (TAB, TAB, GO)}
"""Past the sign-out link; at Xero to the last entry, all organisations; then to the button that allows."""


class Tour:
    """Walk with the program's published names only."""

    def __init__(self, program: Program, album: Album, browser: OpenedPages) -> None:
        self._program = program
        self._album = album
        self._browser = browser
        self._brought: Brought | None = None

    def journey(self) -> Journey:
        """Walk both accounts and look at the windows."""
        yield Until(lambda: find("regionPage"), "the wizard opens in front of the empty window")
        self._album.take(found("accountsWindow"), "accounts-empty", "The accounts window before the first account")
        yield from self._account("europe", "harbour-tea", name="Harbour Tea UK", ledger=self._xero())
        yield from self._finish("xero")
        yield from self._menu()
        yield from self._account("north-america", "northlight-cycles", name="Northlight US", ledger=self._quickbooks())
        yield from self._finish("quickbooks")
        yield from self._windows()

    def _account(self, region: str, seller: str, *, name: str, ledger: Journey) -> Journey:
        yield from self._pages_1_and_2(region, seller)
        yield from self._page_3(name)
        yield from ledger

    def _pages_1_and_2(self, region: str, seller: str) -> Journey:
        yield Until(lambda: is_ready(f"region_{region}"), "page 1, the region")
        press(f"region_{region}")
        yield Until(self._next_is_on, "Next after a region is chosen")
        self._shoot(f"page-1-region-{region}", "Page 1, the region")
        yield from self._next("visitSellerCentralButton")
        self._shoot("page-2-seller-central", "Page 2, Seller Central")
        before = len(self._browser.opened)
        press("visitSellerCentralButton")
        yield Until(lambda: len(self._browser.opened) > before, "the browser is asked to open Seller Central")
        self._shoot("page-2-opened", "Page 2, after the browser was opened")
        self._brought = None
        yield Until(
            self._errand(self._browser.opened[-1], PEOPLE[seller], region), "the person comes back from Seller Central"
        )

    def _page_3(self, name: str) -> Journey:
        yield from self._next("accountNameEdit")
        assert self._brought is not None
        write("accountNameEdit", name)
        write("sellerIdEdit", self._brought.seller_id)
        write("tokenEdit", self._brought.token)
        self._shoot("page-3-credentials", "Page 3, the details are typed")
        yield Until(lambda: is_ready("verifyButton"), "Verify is on")
        press("verifyButton")
        yield Until(self._answers_about_keyring, "Amazon's answer")
        self._shoot("page-3-verified", "Page 3, Amazon confirmed the details")
        yield from self._next("ledgerPage")

    def _answers_about_keyring(self) -> bool:
        """Tell whether the details are saved; where no keyring works, keep them until the program quits."""
        if is_ready("untilQuitButton"):
            self._album.take(found("keyringDialog"), "keyring", "No keyring here: kept until I quit")
            press("untilQuitButton")
            return False
        return self._notice_kind() in ("good", "info") and self._next_is_on()

    def _xero(self) -> Journey:
        self._shoot("page-4-ledger", "Page 4, the ledgers")
        yield Until(lambda: is_ready("connectXeroButton"), "Connect to Xero is on")
        press("connectXeroButton")
        yield from self._sign_in("bookkeeper@tidewater.example", "xero")
        yield Until(lambda: is_ready("organisationCombo"), "the organisations Xero gave access to")
        self._shoot("page-4-choice", "Page 4, several organisations and none chosen")
        yield from self._choose("organisationCombo", "Harbour Tea Ltd")
        yield from self._confirm()

    def _quickbooks(self) -> Journey:
        self._shoot("page-4-share", "Page 4, with a connection that exists")
        yield Until(lambda: is_ready("connectQuickBooksButton"), "Connect to QuickBooks is on")
        press("connectQuickBooksButton")
        yield from self._sign_in("accounts@northlight.example", "quickbooks")
        yield from self._confirm()

    def _confirm(self) -> Journey:
        yield Until(lambda: is_ready("confirmOrganisationButton"), "the organisation can be confirmed")
        yield pause(PAINT_S)
        yield Until(lambda: self._notice_kind() != "busy", "the live read of the organisation")
        self._shoot("page-4-organisation", "Page 4, the organisation to confirm")
        press("confirmOrganisationButton")
        yield Until(self._answers_about_keyring, "the ledger half is saved")
        self._shoot("page-4-connected", "Page 4, the ledger is connected")
        yield from self._next("doneSummary")

    def _sign_in(self, person: str, ledger: str) -> Journey:
        """Sign in on the practice page with the keyboard, choose and allow; the page's fields are in Tab order."""
        yield Until(lambda: self._web_shows("/sign-in"), f"the {ledger} sign-in page")
        yield pause(PAINT_S)
        self._shoot(f"page-4-sign-in-{ledger}", "Page 4, the sign-in in the web view")
        type_keys(self._web_input(), person, TAB, PASSWORD, GO)
        yield Until(lambda: self._web_shows("/connect/"), f"the {ledger} consent page")
        yield pause(PAINT_S)
        self._shoot(f"page-4-consent-{ledger}", "Page 4, the provider asks for consent")
        type_keys(self._web_input(), *CONSENT_KEYS[ledger])
        yield Until(lambda: find("confirmOrganisationButton"), f"{ledger} came back")

    def _finish(self, ledger: str) -> Journey:
        self._shoot(f"page-5-done-{ledger}", "Page 5, what is connected now")
        press_wizard(QWizard.WizardButton.FinishButton)
        yield Until(lambda: find("accountWizard") is None, "the wizard closes")
        yield Until(lambda: find("accountsTable"), "the list of accounts")

    def _menu(self) -> Journey:
        self._album.take(found("accountsWindow"), "accounts-one", "The accounts window with one account")
        yield from self._choose_add_new_account()

    def _choose_add_new_account(self) -> Journey:
        yield Until(lambda: is_ready("accountMenuButton"), "the account menu")
        press("accountMenuButton")
        yield Until(lambda: find("accountMenu"), "the account menu is open")
        menu = found("accountMenu")
        self._album.take(menu, "account-menu", "The account menu")
        type_keys(menu, Qt.Key.Key_Up, Qt.Key.Key_Return)
        yield Until(lambda: find("regionPage"), "the wizard for the next account")

    def _windows(self) -> Journey:
        window = self._program.mode.window if self._program.mode is not None else None
        yield Until(lambda: window is not None and len(window.overview.accounts) == 2, "both accounts in the list")
        self._album.take(found("accountsWindow"), "accounts", "The accounts window with both accounts")

    def _errand(self, url: str, person: str, region: str) -> Callable[[], bool]:
        """Start the errand on a thread of its own and return the question whether the person is back."""
        fetched = fetch_details(url, email=person, password=PASSWORD, region=region)

        def is_back() -> bool:
            if fetched.done():
                self._brought = fetched.result()
            return self._brought is not None

        return is_back

    def _choose(self, name: str, wanted: str) -> Journey:
        combo = found(name)
        assert isinstance(combo, QComboBox)
        click(combo)
        yield Until(lambda: combo.view().isVisible(), f"the list of {name}")
        for _step in range(combo.findText(wanted, Qt.MatchFlag.MatchStartsWith) - combo.currentIndex()):
            type_keys(combo.view(), Qt.Key.Key_Down)
        type_keys(combo.view(), Qt.Key.Key_Return)
        yield Until(lambda: combo.currentText().startswith(wanted), f"{wanted} is chosen")

    def _next(self, then: str) -> Iterator[Until]:
        yield Until(self._next_is_on, "Next is on")
        press_wizard(QWizard.WizardButton.NextButton)
        yield Until(lambda: find(then), f"{then} after Next")

    def _next_is_on(self) -> bool:
        wizard = find("accountWizard")
        return isinstance(wizard, QWizard) and wizard.button(QWizard.WizardButton.NextButton).isEnabled()

    def _notice_kind(self) -> str:
        wizard = found("accountWizard")
        assert isinstance(wizard, QWizard)
        notice = wizard.currentPage().findChild(QWidget, "notice")
        return str(notice.property("kind")) if notice is not None else ""

    def _web_shows(self, path: str) -> bool:
        """Tell whether the web view has loaded a page with this in its path."""
        view: Any = find("ledgerWebView")
        return view is not None and path in view.url().path() and not view.page().isLoading()

    def _web_input(self) -> QWidget:
        view = found("ledgerWebView")
        return view.focusProxy() or view

    def _shoot(self, name: str, text: str) -> None:
        self._album.take(found("accountWizard"), name, text)


def press_wizard(which: QWizard.WizardButton) -> None:
    """Click one of the wizard's own buttons."""
    wizard = found("accountWizard")
    assert isinstance(wizard, QWizard)
    click(wizard.button(which))
