"""Fields, secrets, facts and chips."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.chips import Chip, Chips
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.secret_field import SecretField
from lmb_desktop.widgets.sign import Sign

HINT = "Capital letters and digits."


@pytest.fixture
def field(app: QApplication, qtbot: QtBot) -> Field:
    """Give a field on the screen."""
    field = Field("&Seller ID", QLineEdit(), HINT)
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.fixture
def secret(app: QApplication, qtbot: QtBot) -> SecretField:
    """Give a secret field on the screen with a secret in it."""
    secret = SecretField()
    qtbot.addWidget(secret)
    secret.setText("Atzr|marked")
    secret.show()
    qtbot.waitExposed(secret)
    return secret


class TestField:
    def test_the_label_names_the_editor_and_is_its_buddy(self, field: Field) -> None:
        label = next(label for label in field.findChildren(QLabel) if label.text() == "&Seller ID")
        assert label.buddy() is field.editor()
        assert field.editor().accessibleName() == "Seller ID"

    def test_an_ampersand_of_the_label_survives_in_the_name(self, field: Field) -> None:
        field.set_label("Name && &place")
        assert field.editor().accessibleName() == "Name & place"

    def test_the_hint_describes_the_editor(self, field: Field) -> None:
        assert (field.message_text(), field.message_kind()) == (HINT, "none")
        assert field.editor().accessibleDescription() == HINT
        assert not field.findChild(Sign).isVisible()

    def test_an_error_replaces_the_hint_and_gives_it_back(self, field: Field) -> None:
        field.set_error("This is not a Seller ID.")
        assert (field.message_text(), field.message_kind()) == ("This is not a Seller ID.", "error")
        assert field.editor().accessibleDescription() == "This is not a Seller ID."
        assert field.findChild(Sign).isVisible()
        field.clear_message()
        assert (field.message_text(), field.message_kind()) == (HINT, "none")

    def test_attention_is_no_error(self, field: Field) -> None:
        field.set_attention("Check it once more.")
        assert field.message_kind() == "attention"

    def test_an_error_can_offer_the_one_thing_to_do(self, field: Field, qtbot: QtBot) -> None:
        field.set_error("This is an MWS token.", link="Use the MWS method")
        link = field.findChild(QToolButton)
        assert link.isVisible()
        with qtbot.waitSignal(field.link_triggered):
            link.click()

    def test_a_new_hint_waits_until_the_error_is_gone(self, field: Field) -> None:
        field.set_error("Empty.")
        field.set_hint("Begins with A.")
        assert field.message_text() == "Empty."
        field.clear_message()
        assert field.message_text() == "Begins with A."


class TestSecretField:
    def test_it_hides_what_is_typed_and_names_its_eye(self, secret: SecretField) -> None:
        eye = secret.findChild(QToolButton)
        assert secret.displayText() != "Atzr|marked"
        assert eye.accessibleName() == "Show the token"
        assert eye.focusPolicy() & Qt.FocusPolicy.TabFocus

    def test_the_eye_shows_and_hides(self, secret: SecretField) -> None:
        eye = secret.findChild(QToolButton)
        eye.click()
        assert (secret.is_revealed(), secret.displayText()) == (True, "Atzr|marked")
        assert eye.accessibleName() == "Hide the token"
        eye.click()
        assert not secret.is_revealed()

    def test_it_hides_again_when_the_page_is_left(self, secret: SecretField) -> None:
        secret.reveal()
        secret.hide()
        assert not secret.is_revealed()

    def test_a_deleted_secret_does_not_come_back(self, secret: SecretField) -> None:
        secret.reveal()
        secret.selectAll()
        QTest.keyClick(secret, Qt.Key.Key_Delete)
        QTest.keyClick(secret, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert secret.text() == ""

    def test_its_menu_has_no_undo_and_copies_only_what_is_seen(self, secret: SecretField) -> None:
        secret.selectAll()
        entries = {entry.text().replace("&", ""): entry.isEnabled() for entry in secret.build_menu().actions()}
        assert not any("ndo" in text for text in entries)
        assert (entries["Copy"], entries["Cut"], entries["Paste"]) == (False, False, True)
        secret.reveal()
        secret.selectAll()
        entries = {entry.text().replace("&", ""): entry.isEnabled() for entry in secret.build_menu().actions()}
        assert entries["Copy"]

    def test_a_hidden_secret_cannot_be_copied_with_keys(self, secret: SecretField) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText("before")
        secret.selectAll()
        QTest.keyClick(secret, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert clipboard.text() == "before"

    def test_the_menu_opens_at_the_pointer(self, secret: SecretField, qtbot: QtBot) -> None:
        place = QPoint(5, 5)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, secret.mapToGlobal(place))
        QApplication.sendEvent(secret, event)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        menu.close()

    def test_the_eye_can_speak_of_another_secret(self, secret: SecretField) -> None:
        secret.set_eye_texts("Show the secret", "Hide the secret")
        assert secret.findChild(QToolButton).accessibleName() == "Show the secret"


class TestFacts:
    def test_values_can_be_selected_and_are_named_by_their_label(self, app: QApplication, qtbot: QtBot) -> None:
        panel = FactsPanel([Fact("Store", "Harbour Tea", strong=True), Fact("Seller ID", "A3KP", fixed=True)])
        qtbot.addWidget(panel)
        value = next(label for label in panel.findChildren(QLabel) if label.text() == "A3KP")
        assert value.accessibleName() == "Seller ID: A3KP"
        assert value.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
        assert panel.accessibleDescription() == "Store: Harbour Tea\nSeller ID: A3KP"

    def test_new_rows_replace_the_old_ones(self, app: QApplication, qtbot: QtBot) -> None:
        panel = FactsPanel([Fact("Store", "Harbour Tea")])
        qtbot.addWidget(panel)
        panel.set_rows([Fact("Region", "Europe")])
        panel.show()
        qtbot.waitUntil(lambda: {label.text() for label in panel.findChildren(QLabel)} == {"Region", "Europe"})

    def test_the_same_rows_keep_what_is_selected(self, app: QApplication, qtbot: QtBot) -> None:
        panel = FactsPanel([Fact("Store", "Harbour Tea")])
        qtbot.addWidget(panel)
        value = next(label for label in panel.findChildren(QLabel) if label.text() == "Harbour Tea")
        value.setSelection(0, 7)
        panel.set_rows([Fact("Store", "Harbour Tea")])
        assert value.selectedText() == "Harbour"


class TestChips:
    CHIPS = (Chip("United Kingdom", "GBP"), Chip("Germany", "EUR", "suspended"), Chip("France", "EUR"))

    def test_all_chips_are_one_accessible_text(self, app: QApplication, qtbot: QtBot) -> None:
        chips = Chips(self.CHIPS)
        qtbot.addWidget(chips)
        assert chips.accessibleName() == "United Kingdom GBP; Germany EUR, suspended; France EUR"
        assert chips.focusPolicy() == Qt.FocusPolicy.NoFocus

    def test_chips_flow_into_further_rows(self, app: QApplication, qtbot: QtBot) -> None:
        chips = Chips(self.CHIPS)
        qtbot.addWidget(chips)
        assert chips.heightForWidth(160) > chips.heightForWidth(1000) > 0
        assert Chips([]).heightForWidth(100) == 0
