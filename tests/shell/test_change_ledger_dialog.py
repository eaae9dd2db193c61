"""The dialog that lets an account post to another ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QMessageBox
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import GrantEnded, Offline, SecretStoreLocked, ServiceTrouble, StoreBusy
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Organisation, Provider
from lmb_desktop.shell.change_ledger_dialog import ChangeLedgerDialog
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.again_desk import AgainDesk
from tests.fakes.ledger_ports import DEMO, HARBOUR_TEA, IRELAND, facts_of, grant_of
from tests.shell.again_on_screen import Shown, show

ACCOUNT = "harbour-tea-uk"
ACME = Organisation("org-9", "Acme Ltd", "connection-9")


@pytest.fixture
def desk(tasks: Tasks) -> AgainDesk:
    """Give a folder with one account that posts to Harbour Tea Ltd."""
    desk = AgainDesk(tasks)
    desk.connect(desk.add(client="Harbour Tea"))
    return desk


@pytest.fixture
def alone(desk: AgainDesk, qtbot: QtBot) -> Shown:
    """Give the dialog where nothing else is connected."""
    return show(ChangeLedgerDialog, desk, ACCOUNT, qtbot)


def beside(desk: AgainDesk, qtbot: QtBot, client: str | None = None) -> Shown:
    """Give the dialog where another account posts to Harbour Tea Ireland."""
    desk.connect(desk.add("Kestrel AU", region="australia", client=client), grant_of(IRELAND, user_id="u2"), IRELAND)
    return show(ChangeLedgerDialog, desk, ACCOUNT, qtbot)


def question(shown: Shown) -> QMessageBox:
    """Return the question that is asked."""
    shown.qtbot.waitUntil(lambda: shown.dialog.findChild(QMessageBox, "question") is not None)
    return shown.dialog.findChild(QMessageBox, "question")


def done(shown: Shown, organisation: str) -> str:
    """Wait for the end and return what has become of the old connection."""
    shown.wait_for_title(f"Harbour Tea UK now posts to {organisation}")
    return shown.dialog.head.text()


def test_it_warns_what_becomes_of_the_connection_of_now(alone: Shown) -> None:
    assert alone.dialog.windowTitle() == "Change ledger – Harbour Tea UK"
    assert alone.dialog.head.text() == (
        "What was posted to Harbour Tea Ltd stays there. No other account uses its connection, so that is ended at "
        "Xero afterwards."
    )
    assert alone.facts() == {"Now": "Harbour Tea Ltd (Xero)"}
    assert alone.find("useExistingLedgerButton") is None
    assert alone.default() == "cancelChangeLedgerButton"


def test_it_names_who_keeps_the_connection_of_now(desk: AgainDesk, qtbot: QtBot) -> None:
    desk.connections.share_link(desk.add("Harbour Tea US", region="north-america"), desk.view(ACCOUNT).link.id)
    shown = show(ChangeLedgerDialog, desk, ACCOUNT, qtbot)
    assert shown.dialog.head.text().endswith("Its connection is kept for Harbour Tea US.")


def test_a_new_organisation_takes_the_place_and_the_old_connection_is_ended(alone: Shown) -> None:
    before = alone.desk.kept()
    alone.signed_in("connectXeroButton", grant_of(IRELAND))
    assert alone.desk.kept() == before
    alone.confirm()
    assert done(alone, "Harbour Tea Ireland") == ("The connection to Harbour Tea Ltd is ended: nothing else used it.")
    assert alone.facts() == {"From": "Harbour Tea Ltd (Xero)", "To": "Harbour Tea Ireland (Xero)"}
    assert (alone.default(), alone.changed) == ("closeChangeLedgerButton", [True])
    assert alone.desk.ledger.unlinked == ["Harbour Tea Ltd"]


def test_another_provider_is_as_good(alone: Shown) -> None:
    alone.desk.ledger.grants = [grant_of(ACME, provider=Provider.QUICKBOOKS)]
    alone.press("connectQuickBooksButton")
    alone.qtbot.waitUntil(lambda: bool(alone.desk.opened))
    state = alone.desk.ledger.begun[-1].state.reveal()
    address = f"https://lmb-desktop.example/quickbooks?code=c&state={state}&realmId=99"
    alone.write("pastedAddressEdit", address)
    alone.press("usePastedAddressButton")
    alone.confirm()
    done(alone, "Acme Ltd")
    assert alone.facts()["To"] == "Acme Ltd (QuickBooks)"


def test_the_same_organisation_is_only_connected_again(alone: Shown) -> None:
    alone.signed_in("connectXeroButton", grant_of(HARBOUR_TEA))
    alone.confirm()
    alone.wait_for_title("Harbour Tea Ltd is connected again")
    assert alone.dialog.head.text() == "Harbour Tea UK posts to the same organisation as before."
    assert alone.desk.ledger.unlinked == []


def test_a_connection_that_exists_is_used_without_asking_anybody(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = beside(desk, qtbot)
    combo = shown.find("existingLedgerCombo")
    assert isinstance(combo, QComboBox)
    assert [combo.itemText(at) for at in range(combo.count())] == ["Harbour Tea Ireland, Xero, used by 1 account"]
    shown.press("useExistingLedgerButton")
    done(shown, "Harbour Tea Ireland")
    assert desk.ledger.begun == []
    assert desk.view(ACCOUNT).link.id == desk.view("kestrel-au").link.id


def test_a_connection_of_another_client_is_used_only_after_a_question(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = beside(desk, qtbot, client="Kestrel")
    before = desk.kept()
    shown.press("useExistingLedgerButton")
    asked = question(shown)
    assert asked.text() == "Use Harbour Tea Ireland for another client too?"
    assert "It belongs to Kestrel: Kestrel AU." in asked.informativeText()
    assert asked.defaultButton().objectName() == "stayButton"
    asked.defaultButton().click()
    qtbot.waitUntil(lambda: shown.dialog.findChild(QMessageBox, "question") is None)
    assert desk.kept() == before
    shown.press("useExistingLedgerButton")
    next(button for button in question(shown).buttons() if button.objectName() == "goButton").click()
    done(shown, "Harbour Tea Ireland")


def test_a_sign_in_to_an_organisation_of_another_client_says_so_before_it_is_used(
    desk: AgainDesk, qtbot: QtBot
) -> None:
    shown = beside(desk, qtbot, client="Kestrel")
    before = desk.kept()
    shown.signed_in("connectXeroButton", grant_of(IRELAND, user_id="u2"))
    assert shown.said == ("attention", "organisation-of-other-client")
    assert "It belongs to Kestrel: Kestrel AU." in shown.text
    assert shown.find("confirmOrganisationButton").text() == "&Use it for another client too"
    assert desk.kept() == before
    shown.confirm()
    done(shown, "Harbour Tea Ireland")


def test_a_base_currency_of_no_marketplace_is_said_before_it_is_used(alone: Shown) -> None:
    alone.desk.ledger.reads = {IRELAND.id: [facts_of(IRELAND, base_currency="AUD")]}
    alone.signed_in("connectXeroButton", grant_of(IRELAND))
    assert alone.said == ("attention", "base-currency-unused")
    alone.confirm()
    done(alone, "Harbour Tea Ireland")


@pytest.mark.parametrize("client", [None, "Harbour Tea"], ids=["no client", "the same client"])
def test_without_another_client_nothing_is_asked(desk: AgainDesk, qtbot: QtBot, client: str | None) -> None:
    shown = beside(desk, qtbot, client=client)
    shown.press("useExistingLedgerButton")
    done(shown, "Harbour Tea Ireland")


def test_the_connection_of_the_same_client_is_offered_first(desk: AgainDesk, qtbot: QtBot) -> None:
    desk.connect(desk.add("A first one", region="japan"), grant_of(ACME, user_id="u3"), ACME)
    shown = beside(desk, qtbot, client="Harbour Tea")
    assert shown.find("existingLedgerCombo").currentText().startswith("Harbour Tea Ireland")


def test_a_demo_company_is_named_before_it_is_used(alone: Shown) -> None:
    alone.signed_in("connectXeroButton", grant_of(DEMO))
    assert alone.said == ("attention", "L-07")
    alone.confirm()
    done(alone, "Demo Company (UK)")


def test_an_old_connection_that_cannot_be_ended_is_said_to_stay(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = beside(desk, qtbot)
    desk.ring.trouble = SecretStoreLocked()
    shown.press("useExistingLedgerButton")
    assert done(shown, "Harbour Tea Ireland") == "The connection to Harbour Tea Ltd could not be ended."
    assert shown.said == ("attention", "former-ledger-not-ended")
    assert shown.text.startswith(
        "The connection to Harbour Tea Ltd is not ended yet\nThe keyring is locked. No account"
    )


@pytest.mark.parametrize(
    ("provider", "way"),
    [
        (Provider.XERO, "open Harbour Tea Ltd in Xero, go to Settings › Connected apps and disconnect the app."),
        (Provider.QUICKBOOKS, "open Harbour Tea Ltd in QuickBooks, go to Apps, find the app and choose Disconnect."),
    ],
)
def test_a_provider_that_could_not_be_told_is_said_with_what_to_do(
    tasks: Tasks, qtbot: QtBot, provider: Provider, way: str
) -> None:
    desk = AgainDesk(tasks)
    desk.connect(desk.add(), grant_of(HARBOUR_TEA, provider=provider))
    desk.connect(desk.add("Kestrel AU", region="australia"), grant_of(IRELAND, user_id="u2"), IRELAND)
    shown = show(ChangeLedgerDialog, desk, ACCOUNT, qtbot)
    desk.ledger.parting = Offline(service=provider.label, reason="no route")
    shown.press("useExistingLedgerButton")
    assert done(shown, "Harbour Tea Ireland") == (
        "The connection to Harbour Tea Ltd is forgotten on this computer only."
    )
    assert shown.said == ("attention", "parted-here-only")
    assert shown.text == (
        f"Harbour Tea Ltd is disconnected here only\n{provider.label} was not told: {provider.label} could not be "
        f"reached from this computer (no route). To end the old connection there too, {way}"
    )
    assert shown.find("notice") is not None
    assert shown.default() == "closeChangeLedgerButton"


def test_a_new_sign_in_says_it_too(alone: Shown) -> None:
    alone.desk.ledger.parting = ServiceTrouble(service="Xero", status=503)
    alone.signed_in("connectXeroButton", grant_of(IRELAND))
    alone.confirm()
    done(alone, "Harbour Tea Ireland")
    assert alone.said == ("attention", "parted-here-only")


def test_closed_while_it_saves_the_window_hears_what_is_left_to_do(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = beside(desk, qtbot)
    desk.ledger.parting = Offline(service="Xero", reason="no route")
    shown.close_while_saving("useExistingLedgerButton")
    assert [(left.link.organisation_name, left.parted.trouble is not None) for left in shown.left] == [
        ("Harbour Tea Ltd", True)
    ]
    assert (shown.told, shown.changed) == ([], [True])


def test_closed_while_it_saves_the_window_hears_of_a_good_end(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = beside(desk, qtbot)
    shown.close_while_saving("useExistingLedgerButton")
    assert shown.told == [
        (
            "Harbour Tea UK now posts to Harbour Tea Ireland",
            "The connection to Harbour Tea Ltd is ended: nothing else used it.",
        )
    ]
    assert (shown.left, shown.changed) == ([], [True])


def test_what_the_dialog_has_shown_the_window_does_not_say_again(desk: AgainDesk, qtbot: QtBot) -> None:
    shown = beside(desk, qtbot)
    desk.ledger.parting = Offline(service="Xero", reason="no route")
    shown.press("useExistingLedgerButton")
    done(shown, "Harbour Tea Ireland")
    shown.press("closeChangeLedgerButton")
    assert (shown.told, shown.left) == ([], [])


def test_a_connection_that_had_ended_before_is_ended(alone: Shown) -> None:
    alone.desk.ledger.parting = GrantEnded(service="Xero", reason="withdrawn")
    alone.signed_in("connectXeroButton", grant_of(IRELAND))
    alone.confirm()
    assert done(alone, "Harbour Tea Ireland") == "The connection to Harbour Tea Ltd is ended: nothing else used it."
    assert alone.said[0] == "none"


def test_a_connection_from_another_computer_is_only_forgotten(desk: AgainDesk, qtbot: QtBot) -> None:
    sign_in = next(iter(desk.store.sign_ins.values()))
    desk.store.sign_ins[sign_in.id] = replace(sign_in, slot="")
    shown = beside(desk, qtbot)
    assert shown.dialog.head.text().endswith("so that is forgotten afterwards.")
    shown.press("useExistingLedgerButton")
    assert done(shown, "Harbour Tea Ireland") == (
        "The connection to Harbour Tea Ltd is forgotten: nothing else used it."
    )
    assert shown.said[0] == "none"


def test_a_keyring_that_is_locked_changes_nothing_and_is_asked_about(alone: Shown) -> None:
    before = alone.desk.store.holdings()
    alone.desk.ring.trouble = SecretStoreLocked()
    alone.signed_in("connectXeroButton", grant_of(IRELAND))
    alone.confirm()
    assert alone.said == ("bad", "keyring-locked")
    assert alone.desk.store.holdings() == before
    alone.desk.ring.trouble = None
    alone.dialog.findChild(KeyringDialog).try_again_chosen.emit()
    done(alone, "Harbour Tea Ireland")


def test_a_list_that_is_busy_is_said_and_the_save_repeated(alone: Shown) -> None:
    alone.desk.store_door.troubles = [StoreBusy()]
    alone.signed_in("connectXeroButton", grant_of(IRELAND))
    alone.confirm()
    alone.wait_for("store-busy")
    alone.press("noticeActionButton")
    done(alone, "Harbour Tea Ireland")


def test_a_provider_without_an_app_says_what_it_needs(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks)
    desk.connect(desk.add())
    desk.settings = ServiceSettings()
    shown = show(ChangeLedgerDialog, desk, ACCOUNT, qtbot)
    assert not shown.is_on("connectQuickBooksButton")
    shown.press("quickbooksAppCredentialsButton")
    assert shown.credentials == ["quickbooks"]


def test_an_account_without_a_ledger_has_none_to_change(tasks: Tasks, qtbot: QtBot) -> None:
    desk = AgainDesk(tasks)
    desk.add()
    with pytest.raises(ValueError, match="has no ledger"):
        show(ChangeLedgerDialog, desk, ACCOUNT, qtbot)
