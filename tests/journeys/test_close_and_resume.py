"""Half an account: the program is closed or killed after page 3, and the wizard resumes at page 4."""

from pathlib import Path

from tests.journeys import screen, walk
from tests.journeys.orders import Orders
from tests.journeys.program import Session, alone, halves


def finish_on_page_four(session: Session) -> None:
    session.start()
    screen.wait(lambda: screen.page_name() == "ledgerPage", "the wizard resumes at page 4")
    assert "Harbour Tea UK" in screen.wizard().windowTitle()
    walk.sign_in("xero", "three-organisations")
    walk.confirm()
    walk.finish()
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", "ok")}
    assert session.check()[0] == 0


def test_a_wizard_closed_after_page_three_resumes_at_page_four(session: Session, orders: Orders):
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    account_id = session.accounts()[0]["id"]
    screen.wizard().close()
    screen.wait(lambda: screen.find("accountWizard") is None, "the wizard closes")
    session.close()
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", None)}
    finish_on_page_four(session)
    assert session.accounts()[0]["id"] == account_id


def test_a_program_closed_under_an_open_wizard_resumes_at_page_four(session: Session, orders: Orders):
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    session.close()
    finish_on_page_four(session)


def test_an_unfinished_account_is_carried_on_from_the_list(session: Session, orders: Orders):
    session.start()
    walk.to_page_four("europe", "Harbour Tea UK", orders.details("harbour-tea", "europe"))
    walk.leave()
    table = screen.found("accountsTable")
    screen.wait(table.hasFocus, "the list has the focus")
    screen.press_keys(screen.Qt.Key.Key_Return)
    screen.wait(lambda: screen.page_name() == "ledgerPage", "the wizard carries on at page 4")


def test_a_program_killed_after_page_three_resumes_at_page_four(session: Session, orders: Orders, home: Path):
    program = alone("page-four", session, orders.details("harbour-tea", "europe"), home / "keyring.json")
    assert program.stdout is not None
    is_there = any(line.strip() == "page four" for line in program.stdout)
    program.kill()
    program.communicate(timeout=10)
    assert is_there
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", None)}
    finish_on_page_four(session)
