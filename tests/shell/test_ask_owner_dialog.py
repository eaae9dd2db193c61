"""Ask the owner: the text says what this account needs, with the right page in it, and never a secret."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton

from lmb_desktop.core.account import Method
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.ask_owner_dialog import AskOwnerDialog
from tests.core.conftest import BLUE
from tests.fakes.shown_accounts import twelve_accounts
from tests.shell.desk_office import DeskOffice

UK = "harbour-tea-uk"


def shown(desk: DeskOffice, account_id: str = UK) -> AskOwnerDialog:
    """Open the dialog for an account."""
    desk.perform(Act.ASK_OWNER, account_id)
    dialog = desk.dialog("askOwnerDialog")
    assert isinstance(dialog, AskOwnerDialog)
    return dialog


def text(dialog: AskOwnerDialog) -> str:
    """Return the text for the owner."""
    return dialog.findChild(QPlainTextEdit, "ownerText").toPlainText()


def choices(dialog: AskOwnerDialog) -> list[str]:
    """Return what the owner may be asked about."""
    combo = dialog.findChild(QComboBox, "askOwnerCombo")
    return [combo.itemText(at) for at in range(combo.count())]


def test_amazon_is_asked_for_with_the_page_of_the_region_and_every_step(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", region="japan")
    dialog = shown(desk_office)
    assert choices(dialog) == ["Authorising Amazon", "Access to Xero"]
    assert "1. Open https://sellercentral.amazon.co.jp/sellingpartner/developerconsole" in text(dialog)
    for step in ("primary user", "choose Authorise", "shown only once", "Merchant token", "never by e-mail"):
        assert step in text(dialog)


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Fern & Slate EU", ["Access to Xero", "Authorising Amazon"]),
        ("Northlight US", ["Authorising Amazon", "Access to QuickBooks"]),
        ("Kestrel AU", ["Access to Xero", "Access to QuickBooks", "Authorising Amazon"]),
    ],
    ids=["ledger ended", "Amazon ends soon", "no ledger yet"],
)
def test_what_the_account_needs_most_comes_first(desk_office: DeskOffice, name: str, offered: list[str]) -> None:
    view = next(view for view in twelve_accounts().accounts if view.account.name == name)
    dialog = AskOwnerDialog(view, desk_office.parts, desk_office.window)
    assert choices(dialog) == offered
    dialog.deleteLater()


@pytest.mark.parametrize(
    ("is_quickbooks", "page", "role"),
    [(False, "https://go.xero.com/", "Standard or Adviser"), (True, "https://qbo.intuit.com/", "company admin")],
)
def test_the_ledgers_text_names_the_organisation_the_role_and_the_page(
    desk_office: DeskOffice, is_quickbooks: bool, page: str, role: str
) -> None:
    view = desk_office.add("Harbour Tea UK", **({"ledger": BLUE} if is_quickbooks else {}))
    dialog = shown(desk_office)
    dialog.findChild(QComboBox, "askOwnerCombo").setCurrentIndex(1)
    assert view.link is not None
    for said in (view.link.organisation_name, page, role, "We never see the password."):
        assert said in text(dialog)


def test_practice_services_have_no_page_of_the_ledger_to_name(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK")
    desk_office.settings = ServiceSettings(endpoints={"xero_authorize": "http://127.0.0.1:9/authorize"})
    dialog = shown(desk_office)
    dialog.findChild(QComboBox, "askOwnerCombo").setCurrentIndex(1)
    assert "http" not in text(dialog)


def test_a_seller_with_an_app_of_its_own_is_asked_for_its_id_and_secret(desk_office: DeskOffice) -> None:
    view = desk_office.add("Harbour Tea UK")
    store = desk_office.office.store
    store.accounts[UK] = replace(view.account, own_client_id="amzn1.application-oa2-client.1")
    dialog = shown(desk_office)
    assert "copy client ID and client secret" in text(dialog)
    assert "amzn1." not in text(dialog)


def test_mws_has_other_steps(desk_office: DeskOffice) -> None:
    view = desk_office.add("Harbour Tea UK")
    desk_office.office.store.accounts[UK] = replace(view.account, method=Method.MWS)
    dialog = shown(desk_office)
    assert "/gp/mws/registration/register.html" in text(dialog)
    assert "MWS Auth Token" in text(dialog)


def test_the_text_is_copied_whole_and_holds_no_secret(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", token="Atzr|the-owners-token")
    dialog = shown(desk_office)
    assert "It contains no secret." in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.findChild(QPushButton, "copyOwnerTextButton").click()
    copied = QGuiApplication.clipboard().text()
    assert copied == text(dialog)
    secrets = ["Atzr|", "token of org-1", "refresh-1", "user-1"]
    for at in range(2):
        dialog.findChild(QComboBox, "askOwnerCombo").setCurrentIndex(at)
        assert [secret for secret in secrets if secret in text(dialog)] == []
