"""What a check was answered, in the details pane: the newest, with its facts, without a secret, until a good answer."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from lmb_desktop.app.program import Program
from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import Secret
from lmb_desktop.shell.half_panel import HalfPanel
from tests.journeys import hand, screen
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.leaks import files_below, leaks, texts
from tests.journeys.made_accounts import MadeAccounts
from tests.journeys.messages.reading import copied_details
from tests.journeys.orders import Orders
from tests.journeys.program import Session

UK = "Harbour Tea UK"
AMAZON, LEDGER = "amazonDetailsButton", "ledgerDetailsButton"


@pytest.fixture
def program(session: Session, one: AccountView) -> Program:
    """Give the program with one account, which is selected."""
    program = session.start()
    hand.select(UK)
    return program


def check(program: Program, *, seller: State = State.OK, ledger: State = State.OK) -> None:
    """Press Check now, and wait until the halves of the account are in these states."""
    assert program.mode is not None
    mode = program.mode
    screen.wait(lambda: mode.given.tasks.is_idle, "the program rests")
    screen.click("checkNowButton")
    screen.wait(lambda: not mode.given.tasks.is_idle, "the check begins")
    screen.wait(lambda: mode.given.tasks.is_idle, "the check ends")
    view = mode.window.overview.accounts[0]
    assert (view.seller.state, view.ledger.state) == (seller, ledger)


def said_of(provider: str) -> str:
    """Return what the pane says of a half."""
    panels = screen.found("detailsPane").findChildren(HalfPanel)
    return next(panel for panel in panels if panel.accessibleName().startswith(provider)).accessibleDescription()


def test_of_two_checks_the_newer_reply_stands_there_and_a_good_one_takes_it_away(
    program: Program, orders: Orders
) -> None:
    orders("answer", route="amazon.token", status=502, body="down", content_type="text/plain", times=3)
    check(program, seller=State.UNREACHABLE)
    assert "answered 502" in copied_details(AMAZON)
    assert "(it has a problem of its own: it answered with 502)" in said_of("Amazon")
    orders("down", service="amazon")
    check(program, seller=State.UNREACHABLE)
    assert "answered 503" in copied_details(AMAZON)
    orders("reset")
    check(program)
    assert (screen.find(AMAZON), screen.find(LEDGER), said_of("Amazon")) == (None, None, "")


def test_details_that_are_open_stay_open_while_the_next_reply_comes(program: Program, orders: Orders) -> None:
    orders("down", service="amazon")
    check(program, seller=State.UNREACHABLE)
    screen.click(AMAZON)
    screen.click("amazonCopyDetailsButton")
    copy = screen.found("amazonCopyDetailsButton", QAbstractButton)
    first = QGuiApplication.clipboard().text()
    assert copy.text() == "Copied"
    check(program, seller=State.UNREACHABLE)
    # The service gives each of its answers another number.
    shown = copy.parentWidget().findChild(QPlainTextEdit)
    assert (shown.isVisible(), shown.toPlainText() != first, copy.text()) == (True, True, "Copy details")


def test_a_reply_that_repeats_secrets_and_never_ends_is_kept_masked_and_short(
    program: Program, orders: Orders, own_keyring: KeyringDouble, data_folder: Path
) -> None:
    secrets = dict.fromkeys(own_keyring.tokens(), "token")
    amazons = next(secret for secret in secrets if secret.startswith("Atzr|"))
    said = f"Access to requested resource is denied to {amazons}. " + "Nothing more can be said. " * 20_000
    errors = {"errors": [{"code": "Unauthorized", "message": "denied", "details": said}]}
    orders("answer", route="amazon.participations", status=403, body=json.dumps(errors), times=9)
    check(program, seller=State.REAUTHORISE)
    copied = copied_details(AMAZON)
    assert "answered 403; error Unauthorized Access to requested resource is denied to Atzr|••••" in copied
    assert len(copied) <= 2_000
    assert leaks(secrets, files_below(data_folder) | texts(pane=said_of("Amazon"), details=copied)) == []


def test_a_seller_that_is_registered_elsewhere_is_told_where(
    session: Session, made: MadeAccounts, orders: Orders
) -> None:
    brought = orders.details("northlight-cycles", "north-america")
    there = SellerCredentials("north-america", Method.SP_API, brought.seller_id, Secret(brought.token))
    identity = made.parts.seller_check.verify(there, CancelToken())
    here = SellerCredentials("europe", Method.SP_API, brought.seller_id, Secret(brought.token))
    made.parts.connections.save_seller_half(
        uuid.uuid4().hex, name="Northlight EU", credentials=here, identity=identity, client=""
    )
    program = session.start()
    if screen.find("accountWizard") is not None:
        screen.press_escape(screen.wizard())
    hand.select("Northlight EU")
    check(program, seller=State.REAUTHORISE, ledger=State.NOT_FINISHED)
    sentence = (
        "This token belongs to a seller account in North America, not Europe. This connection belongs to Northlight "
        "Cycles in Europe. Re-authorise in the Seller Central of Europe; name, settings and history are kept."
    )
    assert said_of("Amazon") == sentence
    session.close()
    session.start()
    hand.select("Northlight EU")
    assert said_of("Amazon") == sentence
