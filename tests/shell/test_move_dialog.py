"""Move to another client: known ones, new ones, none; a question where a ledger would serve two; and undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QMessageBox, QPushButton

from lmb_desktop.shell.acts import Act
from lmb_desktop.widgets.client_combo import ClientCombo
from tests.shell.desk_office import BOOKS, TEA, DeskOffice

UK, US, AU = "harbour-tea-uk", "harbour-tea-us", "kestrel-au"


def client_of(desk: DeskOffice, account_id: str) -> str | None:
    """Return whom an account belongs to."""
    return desk.view(account_id).account.client


def move(desk: DeskOffice, client: str, *account_ids: str) -> QDialog:
    """Choose another client in the dialog and press Move."""
    desk.perform(Act.MOVE_TO_CLIENT, *account_ids)
    dialog = desk.dialog("moveToClientDialog")
    combo = dialog.findChild(QComboBox, "moveClientCombo")
    assert isinstance(combo, ClientCombo)
    combo.line.selectAll()
    QTest.keyClick(combo.line, Qt.Key.Key_Delete)
    QTest.keyClicks(combo.line, client)
    dialog.findChild(QPushButton, "moveButton").click()
    return dialog


def test_a_new_client_is_made_and_the_move_can_be_undone(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", client=TEA)
    move(desk_office, BOOKS, UK)
    desk_office.qtbot.waitUntil(lambda: desk_office.told.news == [("Harbour Tea UK moved to Blue Door Books", "")])
    assert client_of(desk_office, UK) == BOOKS
    assert desk_office.told.undo is not None
    desk_office.told.undo()
    desk_office.qtbot.waitUntil(lambda: client_of(desk_office, UK) == TEA)


def test_the_dialog_offers_the_clients_and_shows_the_one_they_have(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", client=TEA)
    desk_office.add("Kestrel AU", client=BOOKS, region="australia", ledger=None)
    desk_office.perform(Act.MOVE_TO_CLIENT, UK)
    combo = desk_office.dialog("moveToClientDialog").findChild(QComboBox, "moveClientCombo")
    assert [combo.itemText(at) for at in range(combo.count())] == [BOOKS, TEA]
    assert combo.currentText() == TEA


def test_several_move_at_once_and_return_each_to_its_own_client(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", client=TEA)
    desk_office.add("Kestrel AU", region="australia", ledger=None)
    move(desk_office, "  blue door BOOKS", UK, AU)
    desk_office.qtbot.waitUntil(lambda: desk_office.told.news == [("2 accounts moved to blue door BOOKS", "")])
    assert desk_office.told.undo is not None
    desk_office.told.undo()
    desk_office.qtbot.waitUntil(lambda: client_of(desk_office, UK) == TEA)
    assert client_of(desk_office, AU) is None


def test_an_empty_name_takes_them_out_of_their_client(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", client=TEA)
    move(desk_office, "", UK)
    desk_office.qtbot.waitUntil(lambda: desk_office.told.news == [("Harbour Tea UK taken out of the client", "")])
    assert client_of(desk_office, UK) is None


def test_the_same_client_changes_nothing(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", client=TEA)
    move(desk_office, TEA.lower(), UK)
    desk_office.settle()
    assert (desk_office.told.changed, desk_office.find("moveToClientDialog")) == ([], None)


def test_a_ledger_that_would_serve_two_clients_is_asked_about_first(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", client=TEA)
    desk_office.add("Harbour Tea US", client=TEA, region="north-america")
    dialog = move(desk_office, BOOKS, UK)
    question = desk_office.dialog("question")
    assert isinstance(question, QMessageBox)
    assert question.text() == "Share Fern & Slate Ltd between two clients?"
    assert question.informativeText().startswith("Harbour Tea US stays with another client")
    question.reject()
    desk_office.settle()
    assert dialog.isVisible()
    assert client_of(desk_office, UK) == TEA
    dialog.findChild(QPushButton, "moveButton").click()
    desk_office.dialog("question").findChild(QPushButton, "goButton").click()
    desk_office.qtbot.waitUntil(lambda: client_of(desk_office, UK) == BOOKS)
    assert client_of(desk_office, US) == TEA


def test_nobody_is_asked_where_all_who_share_it_move_together(desk_office: DeskOffice) -> None:
    desk_office.add("Harbour Tea UK", client=TEA)
    desk_office.add("Harbour Tea US", client=TEA, region="north-america")
    move(desk_office, BOOKS, UK, US)
    desk_office.qtbot.waitUntil(lambda: client_of(desk_office, US) == BOOKS)
    assert desk_office.find("question") is None
