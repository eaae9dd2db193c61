"""The program is killed in the middle of saving a sign-in: at the next start nothing is lost and nothing left over."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lmb_desktop.core.overview import AccountView
from tests.journeys import again, hand, screen, web_view
from tests.journeys.keyring_double import KeyringDouble
from tests.journeys.killed import AFTER, BEFORE, EMPTYING, STOPPED
from tests.journeys.made_accounts import MadeAccounts
from tests.journeys.orders import Orders
from tests.journeys.program import ROOT, Session, environment, halves

UK = "Harbour Tea UK"


@pytest.mark.parametrize(
    ("half", "moment"),
    [("seller", BEFORE), ("ledger", AFTER), ("seller", EMPTYING)],
)
def test_a_program_killed_while_it_saves_a_sign_in_loses_nothing(
    session: Session,
    made: MadeAccounts,
    one: AccountView,
    orders: Orders,
    own_keyring: KeyringDouble,
    home: Path,
    half: str,
    moment: str,
) -> None:
    orders("revoke", **({"user": "three-organisations"} if half == "ledger" else {"seller_id": one.account.seller_id}))
    token = orders.details("harbour-tea", "europe").token
    before = made.view(one.account.id).account
    _kill(session, home, half=half, moment=moment, token=token)
    assert _kept(own_keyring, half) == (1 if moment == BEFORE else 2)

    session.start()
    screen.wait(lambda: hand.window().overview.accounts, "the accounts are read")
    screen.wait(lambda: _kept(own_keyring, half) == 1, "what the killed program left is tidied up")
    known = made.view(one.account.id).account
    assert (known.id, known.name, known.client, known.link_id) == (
        before.id,
        before.name,
        before.client,
        before.link_id,
    )
    if moment == EMPTYING:
        # The account had the new secret already.
        assert token in own_keyring.tokens()
    else:
        _sign_in_again(half, token)
    assert _kept(own_keyring, half) == 1
    code, accounts = session.check()
    assert (code, halves(accounts)) == (0, {UK: ("ok", "ok")})


def _kill(session: Session, home: Path, *, half: str, moment: str, token: str) -> None:
    """Let a program of its own come to the moment, and kill it there."""
    command = [sys.executable, "-m", "tests.journeys.killed", half, moment, str(home / "keyring.json")]
    program = subprocess.Popen(
        [*command, *session.arguments],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(f"{token}\n")
    program.stdin.flush()
    is_there = any(line.strip() == STOPPED for line in program.stdout)
    program.kill()
    program.communicate(timeout=10)
    assert is_there


def _kept(keyring: KeyringDouble, half: str) -> int:
    """Count the secrets of a half, of its one account, that the keyring holds."""
    is_ledger = half == "ledger"
    return sum(("refresh_token" in json.loads(secret)) is is_ledger for secret in keyring.secrets())


def _sign_in_again(half: str, token: str) -> None:
    """Do again what was interrupted."""
    hand.select(UK)
    if half == "seller":
        screen.click("reauthoriseAmazonButton")
        screen.write("tokenEdit", token)
        screen.click("verifyButton")
        screen.click("closeReauthoriseButton")
        return
    screen.click("signInAgainButton")
    dialog = again.reconnecting()
    screen.click("reconnectButton")
    web_view.sign_in("three-organisations")
    web_view.allow()
    again.confirm(dialog)
    screen.click("closeReconnectButton")
