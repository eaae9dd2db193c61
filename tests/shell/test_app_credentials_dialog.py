"""App credentials: what is shown, judged and saved."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.app_credentials import AppEntry
from lmb_desktop.core.errors import SecretStoreLocked, SecretStoreMissing
from lmb_desktop.core.secret import Secret
from lmb_desktop.shell.app_credentials_dialog import AppCredentialsDialog
from lmb_desktop.widgets.field import Field
from tests.fakes.shown_accounts import WindowDesk, twelve_accounts
from tests.fakes.window_ports import NOW
from tests.shell.conftest import open_dialog

CLIENT_ID = "amzn1.application-oa2-client.7c41d0e2b9f84a6f"


class Sheet:
    """The dialog on the screen, by the names of its controls."""

    def __init__(self, dialog: AppCredentialsDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        self.saved: list[bool] = []
        dialog.saved.connect(lambda: self.saved.append(True))
        qtbot.waitUntil(lambda: self.button("saveAppCredentialsButton").isEnabled())

    def edit(self, key: str) -> QLineEdit:
        """Return the field of a value."""
        return self.dialog.findChild(QLineEdit, f"{key.replace('.', '_')}_edit")

    def button(self, name: str) -> QPushButton:
        """Return a button."""
        return self.dialog.findChild(QPushButton, name)

    def link(self, name: str) -> QToolButton:
        """Return a link."""
        return self.dialog.findChild(QToolButton, name)

    def field(self, key: str) -> Field:
        """Return the field around an editor."""
        around: QWidget | None = self.edit(key)
        while not isinstance(around, Field):
            around = around.parentWidget()
        return around

    def write(self, key: str, text: str) -> None:
        """Type over what stands in a field."""
        self.edit(key).selectAll()
        QTest.keyClicks(self.edit(key), text)

    def save(self) -> None:
        """Press Save."""
        QTest.mouseClick(self.button("saveAppCredentialsButton"), Qt.MouseButton.LeftButton)

    @property
    def notice(self) -> str:
        """Return the id of what the notice says."""
        return self.dialog.notice.property("messageId")


@pytest.fixture
def opened(desk: WindowDesk, qtbot: QtBot):
    """Give a function that opens the dialog and waits until it has read."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def open_one(provider: str = "", *, is_practice: bool = False) -> Sheet:
        dialog = AppCredentialsDialog(desk.parts(is_practice=is_practice), provider, parent)
        dialog.open()
        return Sheet(dialog, qtbot)

    return open_one


def test_it_opens_on_the_tab_that_was_asked_for(opened) -> None:
    for provider, title in (("", "Amazon"), ("xero", "Xero"), ("quickbooks", "QuickBooks")):
        tabs = opened(provider).dialog.findChild(QTabWidget, "appCredentialsTabs")
        assert tabs.tabText(tabs.currentIndex()) == title


def test_ids_and_secrets_are_saved_apart(opened, desk: WindowDesk, qtbot: QtBot) -> None:
    sheet = opened()
    sheet.write("amazon.client_id", f"  {CLIENT_ID} ")
    sheet.write("amazon.client_secret", "amzn1.oa2-cs.v1.0123")
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.saved))
    assert desk.credentials.saved[0].values == {"amazon.client_id": CLIENT_ID}
    assert desk.credentials.saved[0].secrets == {"amazon.client_secret": Secret("amzn1.oa2-cs.v1.0123")}


def test_what_is_pasted_is_cleaned_as_it_comes_in(opened) -> None:
    sheet = opened()
    for key, text in (("amazon.client_id", CLIENT_ID), ("amazon.client_secret", "amzn1.oa2-cs.v1.0123")):
        QGuiApplication.clipboard().setText(f'\u200bClient ID: "{text}"\r\n')
        sheet.edit(key).paste()
        assert sheet.edit(key).text() == text


def test_a_whole_file_pasted_by_mistake_is_cut(opened) -> None:
    sheet = opened("quickbooks")
    QGuiApplication.clipboard().setText("x" * 1_000_000)
    for key, room in (
        ("quickbooks.client_id", 200),
        ("quickbooks.client_secret", 10_000),
        ("quickbooks.redirect_uri", 20_000),
    ):
        sheet.edit(key).paste()
        assert len(sheet.edit(key).text()) == room


def test_the_application_id_and_its_return_address_are_optional(opened, desk: WindowDesk, qtbot: QtBot) -> None:
    sheet = opened()
    sheet.write("amazon.client_id", CLIENT_ID)
    sheet.write("amazon.client_secret", "amzn1.oa2-cs.v1.0123")
    sheet.write("amazon.application_id", "amzn1.sp.solution.1")
    sheet.write("amazon.consent_redirect_uri", "https://books.example/amazon")
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.saved))
    assert desk.credentials.saved[0].values == {
        "amazon.client_id": CLIENT_ID,
        "amazon.application_id": "amzn1.sp.solution.1",
        "amazon.consent_redirect_uri": "https://books.example/amazon",
    }


@pytest.mark.parametrize(
    ("application_id", "address", "at_fault"),
    [
        (CLIENT_ID, "https://books.example/amazon", "amazon.application_id"),
        ("amzn1.sp.solution.1", "", "amazon.consent_redirect_uri"),
        ("amzn1.sp.solution.1", "http://localhost:8000/amazon", "amazon.consent_redirect_uri"),
        ("amzn1.sp.solution.1", "https://books.example/#amazon", "amazon.consent_redirect_uri"),
        ("amzn1.sp.solution.1", "https:///amazon", "amazon.consent_redirect_uri"),
    ],
)
def test_what_authorise_here_cannot_use_is_not_saved(
    opened, desk: WindowDesk, application_id: str, address: str, at_fault: str
) -> None:
    sheet = opened()
    sheet.write("amazon.client_id", CLIENT_ID)
    sheet.write("amazon.client_secret", "amzn1.oa2-cs.v1.0123")
    sheet.write("amazon.application_id", application_id)
    sheet.write("amazon.consent_redirect_uri", address)
    sheet.save()
    assert sheet.field(at_fault).message_kind() == "error"
    assert desk.credentials.saved == []


def test_nothing_changed_closes_without_saving(opened, desk: WindowDesk) -> None:
    sheet = opened()
    sheet.save()
    assert not sheet.dialog.isVisible()
    assert desk.credentials.saved == []


def test_what_came_from_a_settings_file_can_be_read_but_not_changed(opened, desk: WindowDesk) -> None:
    desk.credentials.entries["xero.client_id"] = AppEntry("0123456789ABCDEF", "file")
    sheet = opened("xero")
    assert sheet.edit("xero.client_id").isReadOnly()
    assert sheet.field("xero.client_id").message_text() == "Set by the settings file."


def test_a_saved_secret_is_never_shown_again_and_can_be_replaced(opened, desk: WindowDesk, qtbot: QtBot) -> None:
    desk.credentials.entries |= {
        "amazon.client_id": AppEntry(CLIENT_ID, "user"),
        "amazon.client_secret": AppEntry(origin="user", has_secret=True, saved_at=NOW),
    }
    sheet = opened()
    secret = sheet.edit("amazon.client_secret")
    assert secret.isReadOnly()
    assert secret.text() == ""
    sheet.link("amazon_client_secret_edit_replace").click()
    assert not secret.isReadOnly()
    sheet.write("amazon.client_secret", "amzn1.oa2-cs.v1.new")
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.saved))
    assert desk.credentials.saved[0].secrets == {"amazon.client_secret": Secret("amzn1.oa2-cs.v1.new")}
    assert desk.credentials.saved[0].values == {}


def test_keeping_the_saved_secret_changes_nothing(opened, desk: WindowDesk) -> None:
    desk.credentials.entries |= {
        "amazon.client_id": AppEntry(CLIENT_ID, "user"),
        "amazon.client_secret": AppEntry(origin="user", has_secret=True, saved_at=NOW),
    }
    sheet = opened()
    replace = sheet.link("amazon_client_secret_edit_replace")
    replace.click()
    assert replace.text() == "Keep the saved one"
    sheet.write("amazon.client_secret", "typed")
    replace.click()
    sheet.save()
    assert desk.credentials.saved == []


@pytest.mark.parametrize(
    ("age_days", "kind"), [(10, "none"), (150, "attention"), (175, "error")], ids=["fresh", "soon", "due"]
)
def test_amazons_half_year_for_a_secret_is_told(opened, desk: WindowDesk, age_days: int, kind: str) -> None:
    desk.credentials.entries |= {
        "amazon.client_id": AppEntry(CLIENT_ID, "user"),
        "amazon.client_secret": AppEntry(origin="user", has_secret=True, saved_at=NOW - timedelta(days=age_days)),
    }
    field = opened().field("amazon.client_secret")
    assert field.message_kind() == kind
    assert "Amazon asks for a new secret by " in field.message_text()


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("amazon.client_id", "amzn1.sp.solution.0123", "This is the app's solution ID."),
        ("amazon.client_id", "A3KP7Q2WX8N4VT", "A client ID begins with amzn1.application-oa2-client."),
    ],
    ids=["solution id", "something else"],
)
def test_an_id_of_another_kind_is_not_saved(opened, desk: WindowDesk, key: str, text: str, said: str) -> None:
    sheet = opened()
    sheet.write(key, text)
    sheet.save()
    assert sheet.field(key).message_kind() == "error"
    assert sheet.field(key).message_text().startswith(said)
    assert desk.credentials.saved == []


def test_an_id_without_its_secret_is_not_saved(opened, desk: WindowDesk) -> None:
    sheet = opened("quickbooks")
    sheet.write("quickbooks.client_id", "ABexample")
    sheet.save()
    assert sheet.field("quickbooks.client_secret").message_kind() == "error"
    assert desk.credentials.saved == []


@pytest.mark.parametrize(
    ("address", "kind", "is_right"),
    [
        ("https://books.example/return", "production", True),
        ("http://books.example/return", "production", False),
        ("http://localhost:8000/callback", "production", False),
        ("http://localhost:8000/callback", "sandbox", True),
        ("books.example", "sandbox", False),
    ],
)
def test_a_quickbooks_address_is_https_or_localhost_with_the_sandbox(
    opened, desk: WindowDesk, qtbot: QtBot, address: str, kind: str, is_right: bool
) -> None:
    sheet = opened("quickbooks")
    sheet.write("quickbooks.redirect_uri", address)
    combo = sheet.dialog.findChild(QComboBox, "quickbooks_environment_combo")
    combo.setCurrentIndex(combo.findData(kind))
    sheet.save()
    if is_right:
        qtbot.waitUntil(lambda: bool(sheet.saved))
        assert desk.credentials.saved[0].values["quickbooks.redirect_uri"] == address
        assert desk.credentials.saved[0].values.get("quickbooks.environment", "production") == kind
    else:
        assert sheet.field("quickbooks.redirect_uri").message_kind() == "error"
        assert desk.credentials.saved == []


def test_a_kind_that_is_only_the_default_can_be_changed(opened, desk: WindowDesk) -> None:
    desk.credentials.entries["quickbooks.environment"] = AppEntry("production", "build")
    sheet = opened("quickbooks")
    assert sheet.dialog.findChild(QComboBox, "quickbooks_environment_combo").isEnabled()


def test_removing_an_id_warns_of_the_accounts_that_use_it_and_takes_the_secret_along(
    opened, desk: WindowDesk, qtbot: QtBot
) -> None:
    desk.connections.known = twelve_accounts()
    desk.credentials.entries |= {
        "amazon.client_id": AppEntry(CLIENT_ID, "user"),
        "amazon.client_secret": AppEntry(origin="user", has_secret=True, saved_at=NOW),
    }
    sheet = opened()
    sheet.edit("amazon.client_id").clear()
    field = sheet.field("amazon.client_id")
    assert field.message_kind() == "attention"
    assert field.message_text().startswith("12 accounts use this app.")
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.saved))
    assert desk.credentials.saved[0].values == {"amazon.client_id": ""}
    assert not desk.credentials.saved[0].secrets["amazon.client_secret"]


def test_xeros_return_addresses_are_copied_exactly(opened) -> None:
    sheet = opened("xero")
    sheet.button("copyXeroReturnAddress1").click()
    assert QGuiApplication.clipboard().text() == "http://localhost:8742/xero"
    assert sheet.dialog.notice.property("kind") == "info"


def test_a_locked_keyring_keeps_what_was_typed(opened, desk: WindowDesk, qtbot: QtBot) -> None:
    sheet = opened()
    desk.credentials.troubles.append(SecretStoreLocked())
    sheet.write("amazon.client_id", CLIENT_ID)
    sheet.write("amazon.client_secret", "amzn1.oa2-cs.v1.0123")
    sheet.save()
    qtbot.waitUntil(lambda: sheet.notice == "keyring-locked")
    assert sheet.edit("amazon.client_secret").text() == "amzn1.oa2-cs.v1.0123"
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.saved))


def test_without_a_keyring_the_user_is_asked_and_a_second_try_saves(opened, desk: WindowDesk, qtbot: QtBot) -> None:
    sheet = opened()
    desk.credentials.troubles.append(SecretStoreMissing())
    sheet.write("amazon.client_id", CLIENT_ID)
    sheet.write("amazon.client_secret", "amzn1.oa2-cs.v1.0123")
    sheet.save()
    qtbot.waitUntil(lambda: sheet.notice == "keyring-missing")
    open_dialog("keyringDialog").findChild(QPushButton, "tryKeyringAgainButton").click()
    qtbot.waitUntil(lambda: bool(sheet.saved))


def test_what_cannot_be_read_is_told_and_nothing_can_be_changed(desk: WindowDesk, qtbot: QtBot) -> None:
    desk.credentials.troubles.append(SecretStoreLocked())
    dialog = AppCredentialsDialog(desk.parts(), "", None)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.notice.property("messageId") == "keyring-locked")
    assert not dialog.findChild(QPushButton, "saveAppCredentialsButton").isEnabled()
    dialog.findChild(QPushButton, "noticeActionButton").click()
    qtbot.waitUntil(dialog.findChild(QPushButton, "saveAppCredentialsButton").isEnabled)
    dialog.reject()


def test_practice_mode_says_that_these_are_for_real_accounts(opened) -> None:
    sheet = opened(is_practice=True)
    texts = [label.text() for label in sheet.dialog.findChildren(QWidget) if hasattr(label, "text")]
    assert any("these are for real accounts" in text for text in texts if isinstance(text, str))


def test_where_to_find_them_is_told_for_each_provider(opened) -> None:
    sheet = opened()
    sheet.button("findAppCredentialsButton").click()
    helping = open_dialog("appHelpDialog")
    texts = [label.text() for label in helping.findChildren(QWidget) if hasattr(label, "text")]
    assert {"Amazon", "Xero", "QuickBooks"} <= set(texts)
    helping.reject()
