"""Change ledger: to another organisation, to another provider, to a connection that exists; the old one is ended."""

from lmb_desktop.core.history import Event
from tests.journeys import again, hand, screen, walk, web_view
from tests.journeys.again import Folder, changing_ledger, confirm


def connected(folder: Folder, name: str = "Harbour Tea UK", seller: str = "harbour-tea", *, entry: int = 0, **facts):
    """Make an account that posts to an organisation in Xero."""
    account_id = folder.add(name, seller, **facts)
    folder.connect(account_id, "xero", "three-organisations", entry)
    return account_id


def change(folder: Folder, way=hand.from_more):
    """Start the program and go a way to the dialog, for the first account."""
    folder.session.start()
    hand.select("Harbour Tea UK")
    way("changeLedgerAction")
    return changing_ledger()


def from_menu_bar(entry: str) -> None:
    """Choose an entry of the Account menu."""
    hand.from_menu_bar("Account", entry)


def sign_in(provider: str, person: str, entry: int = 0) -> None:
    """Sign in at a provider up to the organisation."""
    screen.click(walk.CONNECT[provider])
    web_view.sign_in(person)
    web_view.allow(entry)


def done(dialog) -> str:
    """Wait for the end and return what it says."""
    screen.wait(lambda: screen.is_ready("closeChangeLedgerButton"), f"the change, {again.notice(dialog)}")
    said = f"{dialog.head.title()}. {dialog.head.text()}"
    screen.click("closeChangeLedgerButton")
    return said


def test_from_one_organisation_in_xero_to_another_ends_the_first_at_xero(folder: Folder):
    account_id = connected(folder)
    dialog = change(folder)
    sign_in("xero", "three-organisations", entry=1)
    confirm(dialog)
    assert done(dialog) == (
        "Harbour Tea UK now posts to Harbour Tea Ireland. The connection to Harbour Tea Ltd is ended: nothing else "
        "used it."
    )
    assert folder.linked_at_xero() == {"Harbour Tea Ireland"}
    assert folder.view(account_id).link.organisation_name == "Harbour Tea Ireland"
    assert folder.session.check()[0] == 0
    entry = folder.parts.connections.arranging.history(account_id)[0]
    assert (entry.event, entry.detail) == (Event.LEDGER_CHANGED, "Harbour Tea Ltd → Harbour Tea Ireland")


def test_a_connection_that_another_account_uses_is_kept(folder: Folder):
    account_id = connected(folder)
    other = folder.add("Harbour Tea US", "harbour-tea", "north-america")
    folder.share(other, account_id)
    dialog = change(folder, hand.from_context_menu)
    assert "kept for Harbour Tea US" in dialog.head.text()
    sign_in("xero", "one-organisation")
    confirm(dialog)
    assert done(dialog).endswith("The connection to Harbour Tea Ltd is kept for Harbour Tea US.")
    assert folder.linked_at_xero() == {"Harbour Tea Ltd", "Kestrel Candles Pty Ltd"}
    assert folder.view(other).link.organisation_name == "Harbour Tea Ltd"
    assert folder.session.check()[0] == 0


def test_from_xero_to_quickbooks_ends_the_sign_in_at_xero(folder: Folder):
    connected(folder)
    dialog = change(folder, from_menu_bar)
    sign_in("quickbooks", "one-company")
    confirm(dialog)
    assert "now posts to Northlight Cycles LLC" in done(dialog)
    assert (folder.linked_at_xero(), folder.live_grants("xero")) == (set(), 0)
    assert len(folder.kept()[1]) == 2
    assert folder.session.check()[0] == 0


def test_to_a_connection_of_another_client_only_after_a_question(folder: Folder):
    account_id = connected(folder, client="Harbour Tea Ltd")
    other = folder.add("Fern EU", "fern-and-slate", client="Fern & Slate")
    folder.connect(other, "xero", "one-organisation")
    dialog = change(folder)
    before = folder.kept()
    screen.click("useExistingLedgerButton")
    screen.click("stayButton")
    screen.wait(lambda: screen.find("question") is None, "the question closes")
    assert folder.kept() == before
    screen.click("useExistingLedgerButton")
    screen.click("goButton")
    assert done(dialog).startswith("Harbour Tea UK now posts to Kestrel Candles Pty Ltd.")
    assert folder.view(account_id).link.id == folder.view(other).link.id
    assert folder.linked_at_xero() == {"Kestrel Candles Pty Ltd"}
    assert folder.session.check()[0] == 0


def test_a_xero_that_cannot_be_told_is_said_with_what_to_do_there(folder: Folder):
    account_id = connected(folder)
    other = folder.add("Fern EU", "fern-and-slate")
    folder.connect(other, "quickbooks", "one-company")
    dialog = change(folder)
    folder.orders("down", service="xero.disconnect")
    screen.click("useExistingLedgerButton")
    # The practice companies of QuickBooks are of its sandbox.
    screen.click("goButton")
    screen.wait(lambda: again.notice(dialog)[1] == "parted-here-only", f"what is left to do, {again.notice(dialog)}")
    assert dialog.head.title() == "Harbour Tea UK now posts to Northlight Cycles LLC"
    assert "is ended" not in dialog.head.text()
    assert again.notice(dialog)[2].startswith("Harbour Tea Ltd is disconnected here only\nXero was not told: ")
    assert folder.linked_at_xero() == {"Harbour Tea Ltd"}
    assert folder.view(account_id).link.organisation_name == "Northlight Cycles LLC"


def test_closed_while_it_saves_the_window_says_what_xero_could_not_be_told(folder: Folder):
    account_id = connected(folder)
    other = folder.add("Fern EU", "fern-and-slate")
    folder.connect(other, "quickbooks", "one-company")
    dialog = change(folder)
    window = dialog.parentWidget()
    folder.orders("down", service="xero.disconnect")
    screen.click("useExistingLedgerButton")
    screen.click("goButton")
    screen.wait(dialog.is_saving, "the save has begun")
    dialog.close()
    screen.wait(lambda: again.notice(window)[1] == "parted-here-only", f"what is left, {again.notice(window)}")
    screen.settle()
    assert again.notice(window)[:2] == ("attention", "parted-here-only")
    assert again.notice(window)[2].startswith("Harbour Tea Ltd is disconnected here only\nXero was not told: ")
    assert folder.view(account_id).link.organisation_name == "Northlight Cycles LLC"


def test_closing_in_the_middle_changes_nothing(folder: Folder):
    connected(folder)
    dialog = change(folder, hand.from_context_menu)
    before = folder.kept()
    sign_in("xero", "one-organisation")
    screen.wait(lambda: screen.is_ready("confirmOrganisationButton"), "the choice")
    dialog.close()
    screen.settle()
    assert folder.kept() == before


def test_a_demo_company_is_named_before_it_is_used(folder: Folder):
    connected(folder)
    dialog = change(folder, from_menu_bar)
    sign_in("xero", "three-organisations", entry=2)
    screen.wait(lambda: again.notice(dialog)[1] == "L-07", "the demo company is named")
    confirm(dialog)
    assert "now posts to Demo Company (UK)" in done(dialog)
