"""The first account: from an empty window to a connected ledger, in the real program."""

from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session, halves


def test_a_first_account_connects_to_the_xero_organisation_that_the_person_chose(session: Session, orders: Orders):
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    walk.sign_in("xero", "three-organisations", entry=-1)
    combo = screen.found("organisationCombo")
    assert (combo.currentIndex(), combo.count(), screen.is_ready("confirmOrganisationButton")) == (-1, 3, False)
    screen.choose("organisationCombo", "Harbour Tea Ireland")
    walk.confirm()
    walk.finish()
    account = session.accounts()[0]
    assert halves([account]) == {"Harbour Tea UK": ("ok", "ok")}
    assert (account["region"], account["method"], account["seller_id"]) == ("europe", "sp-api", "A3KP7Q2WX8N4VT")
    assert (account["ledger"]["provider"], account["ledger"]["organisation_name"]) == ("xero", "Harbour Tea Ireland")
    assert len(account["marketplaces"]) == 4
