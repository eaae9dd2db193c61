"""Files for another computer: what is said of them, written, shown before it is taken in, and refused."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.account_file import FileAccount
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import DiskFull
from lmb_desktop.shell.acts import Act
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.tasks import Tasks
from tests.shell.desk_office import TEA, DeskOffice

UK, US = "harbour-tea-uk", "harbour-tea-us"
PATH = "/somewhere/accounts.json"


@pytest.fixture
def two(desk_office: DeskOffice) -> DeskOffice:
    """Give a desk with two accounts that share a ledger."""
    desk_office.add("Harbour Tea UK", client=TEA, token="Atzr|marked")
    desk_office.add("Harbour Tea US", client=TEA, region="north-america")
    return desk_office


def notice(dialog: QDialog) -> tuple[str, str]:
    """Return message id and text of a dialog's notice."""
    found = dialog.findChild(Notice)
    return found.property("messageId"), found.property("text")


def exported(desk: DeskOffice, *account_ids: str) -> str:
    """Save accounts through the dialog and return the file's text."""
    desk.perform(Act.EXPORT, *account_ids)
    dialog = desk.dialog("exportDialog")
    dialog.findChild(QPushButton, "saveAccountsButton").click()
    desk.choose_file("saveAccountsChooser", PATH)
    desk.qtbot.waitUntil(lambda: notice(dialog)[0] == "exported")
    return desk.work.files.texts[PATH]


def rows(dialog: QDialog) -> list[tuple[str, str]]:
    """Return name and state of the accounts that a file holds."""
    table = dialog.findChild(QTreeWidget, "fileAccountsTable")
    items = [table.topLevelItem(at) for at in range(table.topLevelItemCount())]
    return [(item.text(0), item.text(4)) for item in items if item is not None]


def shown(desk: DeskOffice, text: str) -> QDialog:
    """Let the desk take in a file of this text, as far as its dialog."""
    desk.work.files.texts[PATH] = text
    desk.desk.choose_file_to_take_in()
    desk.choose_file("takeInChooser", PATH)
    dialog = desk.dialog("importDialog")
    desk.settle()
    return dialog


def test_the_dialog_says_what_the_file_holds_and_that_sign_ins_stay(two: DeskOffice) -> None:
    two.perform(Act.EXPORT, UK, US)
    dialog = two.dialog("exportDialog")
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Save 2 accounts for another computer" in said
    assert "It holds no token, no password and no secret of an app." in said
    assert "Sign-ins stay on this computer." in said
    assert "Two computers must not use one sign-in" in said


def test_the_file_is_written_without_a_secret_and_the_accounts_can_be_paused_here(two: DeskOffice) -> None:
    text = exported(two, UK, US)
    assert [entry["name"] for entry in json.loads(text)["accounts"]] == ["Harbour Tea UK", "Harbour Tea US"]
    assert "marked" not in text
    assert "token of" not in text
    dialog = two.dialog("exportDialog")
    assert notice(dialog)[1].startswith("2 accounts saved in accounts.json\n")
    button = dialog.findChild(QPushButton, "noticeActionButton")
    assert button.text() == "Pause these accounts here"
    button.click()
    two.qtbot.waitUntil(lambda: two.view(UK).is_paused and two.view(US).is_paused)
    assert two.find("exportDialog") is None


def test_a_full_disk_is_said_and_a_second_try_writes(two: DeskOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    write, troubles = two.work.files.save, [DiskFull()]

    def save(path: str, text: str) -> None:
        if troubles:
            raise troubles.pop()
        write(path, text)

    monkeypatch.setattr(two.work.files, "save", save)
    two.perform(Act.EXPORT, UK)
    dialog = two.dialog("exportDialog")
    dialog.findChild(QPushButton, "saveAccountsButton").click()
    two.choose_file("saveAccountsChooser", PATH)
    two.qtbot.waitUntil(lambda: notice(dialog)[0] == "disk-full")
    dialog.findChild(QPushButton, "noticeActionButton").click()
    two.qtbot.waitUntil(lambda: PATH in two.work.files.texts)


def test_what_is_new_is_taken_in_and_what_is_here_stays(two: DeskOffice, tasks: Tasks) -> None:
    text = exported(two, UK, US)
    other = DeskOffice(tasks, two.qtbot)
    other.add("My own name", region="europe")
    dialog = shown(other, text)
    assert rows(dialog) == [("Harbour Tea UK", "Here already as My own name"), ("Harbour Tea US", "New")]
    assert other.told.changed == []
    dialog.findChild(QPushButton, "takeInButton").click()
    other.qtbot.waitUntil(lambda: len(other.told.news) == 1)
    title, said = other.told.news[0]
    assert title == "1 account taken in"
    assert said.endswith("Here already and left alone: 1 account.")
    taken = next(view for view in other.known.accounts if view.account.name == "Harbour Tea US")
    assert other.told.changed == [taken.account.id]
    assert (taken.account.client, taken.seller.reason) == (TEA, "moved")
    assert {view.account.name for view in other.known.accounts} == {"My own name", "Harbour Tea US"}


@pytest.mark.parametrize(
    ("from_practice", "message_id"), [(True, "account-file-of-practice"), (False, "account-file-of-live")]
)
def test_a_file_of_the_other_mode_is_refused_and_changes_nothing(
    qtbot: QtBot, tasks: Tasks, from_practice: bool, message_id: str
) -> None:
    there = DeskOffice(tasks, qtbot, is_practice=from_practice)
    there.add("Harbour Tea UK")
    text = exported(there, UK)
    assert json.loads(text)["mode"] == ("practice" if from_practice else "live")
    other = DeskOffice(tasks, qtbot, is_practice=not from_practice)
    dialog = shown(other, text)
    assert notice(dialog)[0] == message_id
    assert not dialog.findChild(QPushButton, "takeInButton").isEnabled()
    assert other.known.accounts == ()


def test_a_seller_that_stands_in_a_file_twice_is_new_once(two: DeskOffice, tasks: Tasks) -> None:
    text = exported(two, UK, US)
    file = json.loads(text)
    file["accounts"].append(file["accounts"][0] | {"name": "Harbour Tea again"})
    other = DeskOffice(tasks, two.qtbot)
    dialog = shown(other, json.dumps(file))
    assert [state for _name, state in rows(dialog)] == ["New", "New", "Twice in this file"]
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("2 accounts of this file will be new here.") for text in said)


def test_the_largest_file_is_shown_without_comparing_each_account_with_every_other(
    two: DeskOffice, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = json.loads(exported(two, UK))
    one = file["accounts"][0]
    file["accounts"] = [one | {"name": f"Shop {number}", "seller_id": f"A{number:013}"} for number in range(500)]
    compared: list[object] = []
    equal = FileAccount.__eq__
    monkeypatch.setattr(FileAccount, "__eq__", lambda self, other: compared.append(other) or equal(self, other))
    dialog = shown(DeskOffice(tasks, two.qtbot), json.dumps(file))
    assert len(rows(dialog)) == 500
    assert len(compared) < 500


def test_what_was_deleted_meanwhile_is_not_said_to_be_saved(two: DeskOffice) -> None:
    two.perform(Act.EXPORT, UK, US)
    dialog = two.dialog("exportDialog")
    two.office.connections.parting.remove(US, CancelToken())
    dialog.findChild(QPushButton, "saveAccountsButton").click()
    two.choose_file("saveAccountsChooser", PATH)
    two.qtbot.waitUntil(lambda: notice(dialog)[0] == "exported")
    assert notice(dialog)[1].startswith("1 account saved in accounts.json\n")


def test_nothing_is_written_where_all_of_it_was_deleted_meanwhile(two: DeskOffice) -> None:
    two.perform(Act.EXPORT, UK)
    dialog = two.dialog("exportDialog")
    two.office.connections.parting.remove(UK, CancelToken())
    dialog.findChild(QPushButton, "saveAccountsButton").click()
    two.choose_file("saveAccountsChooser", PATH)
    two.qtbot.waitUntil(lambda: notice(dialog)[0] == "account-gone")
    assert PATH not in two.work.files.texts


def test_a_file_with_nothing_new_can_only_be_closed(two: DeskOffice) -> None:
    dialog = shown(two, exported(two, UK))
    assert [state for _name, state in rows(dialog)] == ["Here already as Harbour Tea UK (client Harbour Tea Ltd)"]
    assert not dialog.findChild(QPushButton, "takeInButton").isEnabled()
    assert "Every account of this file is here already." in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.reject()
    assert two.told.changed == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no accounts", "accounts.json does not hold accounts of LMB Desktop."),
        ('{"format": "lmb-desktop-accounts", "version": 99}', "accounts.json was saved by a newer LMB Desktop."),
    ],
)
def test_another_file_is_refused_in_words(two: DeskOffice, text: str, said: str) -> None:
    dialog = shown(two, text)
    two.qtbot.waitUntil(lambda: notice(dialog)[0] == "account-file-unusable")
    assert said in notice(dialog)[1]
    assert not dialog.findChild(QPushButton, "takeInButton").isEnabled()
    dialog.reject()
