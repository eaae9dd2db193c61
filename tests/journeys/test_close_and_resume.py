"""Half an account: the program is closed or killed after page 3, and the wizard resumes at page 4."""

import subprocess
import sys
from pathlib import Path

from tests.journeys import screen, walk
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.orders import Orders
from tests.journeys.program import ROOT, Session, environment, halves



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


def test_a_program_killed_after_page_three_resumes_at_page_four(
    session: Session, orders: Orders, own_keyring: KeyringDouble, home: Path
):
    details = orders.details("harbour-tea", "europe")
    command = [sys.executable, "-m", "tests.journeys.until_page_four", str(home / "keyring.json"), *session.arguments]
    program = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(f"{details.seller_id}\n{details.token}\n")
    program.stdin.flush()
    reached = next((line for line in program.stdout if line.strip() == "page four"), "")
    program.kill()
    program.wait(10)
    program.stdin.close()
    program.stdout.close()
    assert reached
    assert halves(session.accounts()) == {"Harbour Tea UK": ("ok", None)}
    finish_on_page_four(session)
