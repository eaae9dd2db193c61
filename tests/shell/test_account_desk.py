"""The desk: every act leads somewhere, what needs no dialog is told with its undo, and failures are heard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.shell.acts import Act
from tests.core.conftest import BLUE
from tests.shell.desk_office import TEA, DeskOffice

UK, US = "harbour-tea-uk", "harbour-tea-us"


@pytest.fixture
def two(desk_office: DeskOffice) -> DeskOffice:
    """Give a desk with two accounts of one client that share a ledger."""
    desk_office.add("Harbour Tea UK", client=TEA)
    desk_office.add("Harbour Tea US", client=TEA, region="north-america")
    return desk_office


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        (Act.CARRY_ON, UK),
        (Act.CHECK, (UK,)),
        (Act.SIGN_IN_LEDGER, (Act.SIGN_IN_LEDGER, UK)),
        (Act.REAUTHORISE_SELLER, (Act.REAUTHORISE_SELLER, UK)),
        (Act.CHANGE_LEDGER, (Act.CHANGE_LEDGER, UK)),
        (Act.SELLER_APP, "app credentials of amazon"),
        (Act.LEDGER_APP, "app credentials of xero"),
    ],
)
def test_what_others_build_is_asked_for(two: DeskOffice, act: Act, wanted: object) -> None:
    two.perform(act, UK)
    assert two.told.wanted == [wanted]


@pytest.mark.parametrize(
    ("act", "dialog"),
    [
        (Act.MOVE_TO_CLIENT, "moveToClientDialog"),
        (Act.ASK_OWNER, "askOwnerDialog"),
        (Act.DISCONNECT_LEDGER, "disconnectLedgerDialog"),
        (Act.DISCONNECT_SELLER, "disconnectSellerDialog"),
        (Act.DELETE, "deleteDialog"),
        (Act.EXPORT, "exportDialog"),
    ],
)
def test_what_asks_opens_its_dialog_over_the_window_and_changes_nothing_yet(
    two: DeskOffice, act: Act, dialog: str
) -> None:
    before = two.known
    two.perform(act, UK)
    opened = two.dialog(dialog)
    assert opened.isModal()
    assert opened.parentWidget() is two.window
    opened.reject()
    two.settle()
    assert two.known == before
    assert two.told.changed == []


def test_every_act_has_somebody_who_does_it(two: DeskOffice) -> None:
    for act in Act:
        two.perform(act, UK)
        for dialog in ("moveToClientDialog", "askOwnerDialog", "exportDialog", "deleteDialog"):
            found = two.find(dialog)
            if found is not None:
                found.reject()
    two.settle()


def test_an_act_for_one_account_is_not_done_for_several_and_an_unknown_account_is_left_out(two: DeskOffice) -> None:
    two.perform(Act.DELETE, UK, US)
    assert two.find("deleteDialog") is None
    two.perform(Act.CHECK, UK, "nobody", US)
    two.perform(Act.CHECK, "nobody")
    assert two.told.wanted == [(UK, US)]


def test_a_pause_is_told_with_the_end_that_comes_and_can_be_undone(two: DeskOffice) -> None:
    two.perform(Act.PAUSE, UK, US)
    two.qtbot.waitUntil(lambda: two.view(UK).is_paused and two.view(US).is_paused)
    two.qtbot.waitUntil(lambda: len(two.told.news) == 1)
    title, text = two.told.news[0]
    assert title == "2 accounts paused"
    assert text == (
        "Nothing of them is checked. Xero ends the connection to Fern & Slate Ltd on 23 January 2027 if it stays "
        "paused."
    )
    assert two.told.undo is not None
    two.told.undo()
    two.qtbot.waitUntil(lambda: not two.view(UK).is_paused and not two.view(US).is_paused)


def test_a_pause_says_nothing_of_an_end_where_another_account_keeps_the_connection_alive(two: DeskOffice) -> None:
    two.perform(Act.PAUSE, UK)
    two.qtbot.waitUntil(lambda: len(two.told.news) == 1)
    assert two.told.news == [("Harbour Tea UK paused", "Nothing of it is checked.")]


def test_only_the_paused_ones_are_resumed_and_undone(two: DeskOffice) -> None:
    two.office.connections.arranging.pause([UK])
    two.perform(Act.RESUME, UK, US)
    two.qtbot.waitUntil(lambda: two.told.news == [("Harbour Tea UK resumed", "")])
    assert not two.view(UK).is_paused
    assert two.told.undo is not None
    two.told.undo()
    two.qtbot.waitUntil(lambda: two.view(UK).is_paused)
    assert not two.view(US).is_paused
    two.perform(Act.PAUSE, UK)
    two.settle()
    assert len(two.told.news) == 1


def test_seller_central_opens_on_the_host_of_the_region(two: DeskOffice) -> None:
    two.perform(Act.OPEN_SELLER_CENTRAL, US)
    two.settings = ServiceSettings(endpoints={"seller_central": "http://127.0.0.1:9/seller-central"})
    two.perform(Act.OPEN_SELLER_CENTRAL, US)
    assert two.opened == ["https://sellercentral.amazon.com/", "http://127.0.0.1:9/seller-central/"]


def test_the_ledger_opens_where_it_is_and_not_where_practice_services_stand_in_for_it(two: DeskOffice) -> None:
    two.add("Blue Door UK", ledger=BLUE, seller_id="A2BLUEDOOR0001")
    two.perform(Act.OPEN_LEDGER, UK)
    two.perform(Act.OPEN_LEDGER, "blue-door-uk")
    assert two.opened == ["https://go.xero.com/", "https://qbo.intuit.com/"]
    two.settings = ServiceSettings(endpoints={"xero_authorize": "http://127.0.0.1:9/authorize"})
    two.perform(Act.OPEN_LEDGER, UK)
    assert len(two.opened) == 2


def test_a_sandbox_company_opens_where_sandboxes_are(two: DeskOffice) -> None:
    view = two.add("Blue Door UK", ledger=BLUE, seller_id="A2BLUEDOOR0001")
    assert view.sign_in is not None
    two.office.store.sign_ins[view.sign_in.id] = replace(view.sign_in, environment="sandbox")
    two.perform(Act.OPEN_LEDGER, "blue-door-uk")
    assert two.opened == ["https://sandbox.qbo.intuit.com/"]


def test_where_no_browser_opens_the_link_can_be_copied(two: DeskOffice) -> None:
    two.can_open = False
    two.perform(Act.OPEN_SELLER_CENTRAL, UK)
    two.dialog("linkDialog").findChild(QPushButton, "copyLinkButton").click()
    assert QGuiApplication.clipboard().text() == "https://sellercentral-europe.amazon.com/"
