"""Page 4 after a sign-in: the organisation is read once, confirmed by the person, and only then saved."""

import pytest

from lmb_desktop.core.errors import (
    ConnectionLimit,
    NoOrganisation,
    NoRights,
    Offline,
    SecretStoreLocked,
    SecretStoreMissing,
    SubscriptionEnded,
)
from lmb_desktop.core.overview import Overview
from lmb_desktop.core.sign_in import Organisation, Provider
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.organisation_facts import currency_text
from tests.fakes.ledger_ports import DEMO, HARBOUR_TEA, IRELAND, facts_of, grant_of, link_view, other_account


def rows(shown):
    return {fact.label: fact.value for fact in shown.page.panel.step.choice._facts.rows()}


def items(shown):
    combo = shown.find("organisationCombo")
    return [combo.itemText(index) for index in range(combo.count())]


def test_a_single_organisation_is_preselected_and_read_before_it_is_confirmed(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA))
    qtbot.waitUntil(lambda: "Country" in rows(shown))
    assert shown.find("organisationCombo") is None
    assert rows(shown) == {
        "Name": "Harbour Tea Ltd",
        "Legal name": "Harbour Tea Ltd (legal)",
        "Country": "United Kingdom",
        "Base currency": "GBP, the same as this account’s settlements",
        "Kind": "Live organisation",
        "Used so far by": "no other account",
        "Authorised by": "Alex Marlow",
    }
    assert shown.text == "Xero signed you in\nNothing is connected until you choose."
    assert shown.page.main_step() is shown.find("confirmOrganisationButton")
    assert shown.desk.accounts.saved == []


def test_confirming_saves_and_makes_next_the_main_step(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA))
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("confirmOrganisationButton")
    assert shown.desk.accounts.saved == [("new", HARBOUR_TEA)]
    assert shown.desk.ledger.read_ids == ["org-1"]
    assert shown.desk.session.draft.link_id == "link-new"
    assert shown.desk.session.known.view("new").link.organisation_name == "Harbour Tea Ltd"
    assert (shown.kind, shown.text) == ("good", "Harbour Tea Ltd answered\nPress Next.")
    assert shown.page.main_step() is None
    assert not shown.page.may_go_back()
    assert shown.saved == [True]


def test_of_several_organisations_none_is_chosen_and_none_is_read(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA, IRELAND, DEMO))
    assert items(shown) == ["Harbour Tea Ltd", "Harbour Tea Ireland", "Demo Company (UK)"]
    assert shown.find("organisationCombo").currentIndex() == -1
    assert not shown.is_on("confirmOrganisationButton")
    shown.rest()
    assert shown.desk.ledger.read_ids == []
    assert shown.page.header.subtitle() == (
        "You gave access to 3 organisations. Choose the one that should receive Harbour Tea UK. The others stay unused."
    )


def test_each_chosen_organisation_is_read_once(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA, IRELAND))
    for name in ("Harbour Tea Ireland", "Harbour Tea Ltd", "Harbour Tea Ireland"):
        shown.choose(name)
        qtbot.waitUntil(lambda name=name: rows(shown).get("Legal name") == f"{name} (legal)")
    assert sorted(shown.desk.ledger.read_ids) == ["org-1", "org-2"]


def test_passing_over_an_organisation_with_the_arrow_keys_does_not_read_it(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA, IRELAND))
    shown.choose("Harbour Tea Ltd")
    shown.choose("Harbour Tea Ireland")
    qtbot.waitUntil(lambda: "Country" in rows(shown))
    assert shown.desk.ledger.read_ids == ["org-2"]


def test_confirming_while_it_is_read_is_remembered_and_saved_when_the_read_is_good(ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.read_gate.shut()
    shown.signed_in(grant_of(HARBOUR_TEA))
    assert shown.text == "Reading Harbour Tea Ltd once…"
    shown.press("confirmOrganisationButton")
    assert shown.desk.accounts.saved == []
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.desk.ledger.read_gate.open()
    assert shown.desk.ledger.read_ids == ["org-1"]


def test_confirming_while_it_is_read_saves_nothing_when_the_read_fails(ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.reads = {"org-1": [Offline(service="Xero", reason="no route"), facts_of(HARBOUR_TEA)]}
    shown.desk.ledger.read_gate.shut()
    shown.signed_in(grant_of(HARBOUR_TEA))
    shown.press("confirmOrganisationButton")
    shown.desk.ledger.read_gate.open()
    qtbot.waitUntil(lambda: shown.message_id == "A-20")
    shown.press_notice()
    qtbot.waitUntil(lambda: "Country" in rows(shown))
    shown.rest()
    assert shown.desk.accounts.saved == []
    assert shown.is_on("confirmOrganisationButton")


def test_a_demo_company_is_named_before_it_can_be_confirmed(ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.read_gate.shut()
    shown.signed_in(grant_of(HARBOUR_TEA, DEMO))
    shown.choose("Demo Company (UK)")
    shown.press("confirmOrganisationButton")
    shown.desk.ledger.read_gate.open()
    qtbot.waitUntil(lambda: shown.message_id == "L-07")
    assert shown.text.startswith("“Demo Company (UK)” is a demo company\nIts data is wiped regularly.")
    assert rows(shown)["Kind"] == "Demo company"
    assert shown.text_of("confirmOrganisationButton") == "Use it for testing"
    assert shown.desk.accounts.saved == []
    qtbot.waitUntil(lambda: not shown.page.panel.step.is_settling)
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press("confirmOrganisationButton")
    assert shown.desk.accounts.saved == [("new", DEMO)]


def test_leaving_a_demo_company_takes_its_words_away(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA, DEMO))
    shown.choose("Demo Company (UK)")
    qtbot.waitUntil(lambda: shown.message_id == "L-07")
    shown.choose("Harbour Tea Ltd")
    assert shown.text_of("confirmOrganisationButton") == "Use this organisation"
    qtbot.waitUntil(lambda: shown.kind == "good")


def test_an_organisation_used_by_other_accounts_says_by_whom(ledger_page, qtbot):
    link = link_view(used_by=("Harbour Tea US", "Harbour Tea DE"))
    shown = ledger_page(known=Overview((other_account(link),), (link,)))
    shown.signed_in(grant_of(HARBOUR_TEA))
    qtbot.waitUntil(lambda: "Country" in rows(shown))
    assert rows(shown)["Used so far by"] == "Harbour Tea US, Harbour Tea DE"


@pytest.mark.parametrize(
    ("base", "settled_in", "text"),
    [
        ("GBP", ("GBP",), "GBP, the same as this account’s settlements"),
        ("EUR", ("GBP",), "EUR; settlements are in GBP, so multi-currency must be on"),
        ("GBP", ("GBP", "EUR", "SEK"), "GBP; settlements are in GBP, EUR and SEK, so multi-currency must be on"),
        ("", ("GBP",), ""),
    ],
)
def test_the_base_currency_is_compared_with_the_settlements(base, settled_in, text):
    assert currency_text(base, settled_in) == text


def test_quickbooks_speaks_of_a_company(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA, provider=Provider.QUICKBOOKS))
    qtbot.waitUntil(lambda: "Country" in rows(shown))
    assert shown.page.header.title() == "Check the company"
    assert shown.text_of("confirmOrganisationButton") == "Use this company"
    assert rows(shown)["Kind"] == "Live company"


def test_where_the_provider_does_not_say_which_was_chosen_the_person_picks(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(others=(HARBOUR_TEA,)))
    assert items(shown) == ["Harbour Tea Ltd"]
    assert not shown.is_on("confirmOrganisationButton")
    assert shown.page.header.subtitle().startswith("Xero did not say which organisation you chose.")


@pytest.mark.parametrize("outcome", [grant_of(), NoOrganisation(service="Xero")])
def test_a_consent_without_an_organisation_is_said(outcome, ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.grants = [outcome, grant_of(HARBOUR_TEA)]
    shown.in_browser()
    shown.answer()
    qtbot.waitUntil(lambda: shown.message_id == "L-06")
    assert shown.page.panel.stage is Stage.CLOSED
    shown.press_notice()
    qtbot.waitUntil(lambda: shown.page.panel.stage is Stage.BROWSER)


def test_an_organisation_that_is_not_in_the_list_is_explained(ledger_page):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA, IRELAND))
    shown.press("organisationMissingButton")
    assert (shown.kind, shown.message_id) == ("info", "L-06")
    assert "Connected apps" in shown.text


def test_signing_in_as_someone_else_starts_anew(ledger_page, qtbot):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA))
    shown.press("signInAsSomeoneElseButton")
    qtbot.waitUntil(lambda: shown.page.panel.stage is Stage.BROWSER)
    assert len(shown.desk.ledger.begun) == 2
    assert shown.desk.accounts.saved == []


@pytest.mark.parametrize(
    ("error", "message_id"),
    [
        (NoRights(service="Xero", organisation="Harbour Tea Ltd", needs="Standard or Adviser"), "L-08"),
        (ConnectionLimit(service="Xero"), "L-09"),
        (SubscriptionEnded(organisation="Harbour Tea Ltd"), "L-11"),
    ],
)
def test_a_read_that_is_refused_says_why_and_nothing_is_saved(error, message_id, ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.ledger.reads = {"org-1": [error]}
    shown.signed_in(grant_of(HARBOUR_TEA))
    qtbot.waitUntil(lambda: shown.message_id == message_id)
    assert shown.desk.accounts.saved == []
    assert not shown.page.isComplete()


def test_an_organisation_without_a_name_can_still_be_chosen(ledger_page):
    shown = ledger_page()
    shown.signed_in(grant_of(HARBOUR_TEA, Organisation("org-9", "")))
    assert items(shown)[-1] == "Organisation without a name"


def test_a_locked_keyring_is_said_and_saving_again_needs_no_new_sign_in(ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.accounts.troubles = [SecretStoreLocked()]
    shown.signed_in(grant_of(HARBOUR_TEA))
    shown.press("confirmOrganisationButton")
    qtbot.waitUntil(lambda: shown.message_id == "keyring-locked")
    assert not shown.page.isComplete()
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.press_notice()
    assert (len(shown.desk.ledger.begun), shown.desk.ledger.read_ids) == (1, ["org-1"])


@pytest.mark.parametrize("error", [SecretStoreMissing(), SecretStoreLocked()])
def test_without_a_keyring_the_person_may_keep_the_sign_in_until_quitting(error, ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.accounts.troubles = [error]
    shown.signed_in(grant_of(HARBOUR_TEA))
    shown.press("confirmOrganisationButton")
    qtbot.waitUntil(lambda: shown.message_id == error.slug)
    dialog = shown.page.findChild(KeyringDialog)
    with qtbot.waitSignal(shown.page.ledger_connected):
        dialog.until_quit_chosen.emit()
    assert shown.desk.secrets.keeps_until_quit
    assert len(shown.desk.ledger.begun) == 1


def test_a_save_that_goes_on_while_the_person_goes_back_is_told_when_it_is_done(ledger_page, qtbot):
    shown = ledger_page()
    shown.desk.accounts.gate.shut()
    shown.signed_in(grant_of(HARBOUR_TEA))
    shown.press("confirmOrganisationButton")
    qtbot.waitUntil(lambda: shown.text.startswith("Saving the connection"))
    assert not shown.page.may_go_back()
    shown.page.stop_work()
    with qtbot.waitSignal(shown.page.ledger_connected):
        shown.desk.accounts.gate.open()
    assert shown.desk.session.draft.link_id == "link-new"
