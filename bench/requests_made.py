"""Requests made: how many one Verify and one ledger connection cost, counted by the practice services."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.children import run_child, tell
from bench.made_keyring import install
from bench.practice import Practice, practice_services
from bench.rows import Row, count_row
from lmb_desktop.command_line import parse
from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.parts import Parts
from tests.practice.browser import Browser

SELLER, REGION = "harbour-tea", "europe"
PEOPLE = {Provider.XERO: "three-organisations", Provider.QUICKBOOKS: "two-companies"}
VERIFY_BUDGETS = {Method.SP_API: 3, Method.MWS: 1}
LEDGER_BUDGET = 3


def measure(_rounds: int) -> list[Row]:
    """Do each once and count."""
    rows = []
    with TemporaryDirectory() as folder, practice_services() as practice:
        place = ("--data-dir", folder, "--services", str(practice.write_settings(Path(folder))))
        control = (practice.control_url, practice.control_key)
        for method, budget in VERIFY_BUDGETS.items():
            routes = run_child("requests_made", "verify", method.value, *control, *place)
            rows.append(_row(f"requests for one Verify, {method.value}", routes, budget))
        for provider in PEOPLE:
            routes = run_child("requests_made", "connect", provider.value, *control, *place)
            rows.append(_row(f"requests for one ledger connection, {provider.label}", routes, LEDGER_BUDGET))
    return rows


def verify(parts: Parts, practice: Practice, method: Method) -> None:
    """Ask Amazon about a seller that has just authorised our app."""
    brought = practice.order("authorise", seller=SELLER, region=REGION, method=method.value)
    token = Secret(brought.get("refresh_token") or brought["mws_auth_token"])
    practice.order("reset")
    parts.seller_check.verify(SellerCredentials(REGION, method, brought["seller_id"], token), CancelToken())


def connect(parts: Parts, practice: Practice, provider: Provider) -> None:
    """Connect a ledger: what comes after the person has allowed it in the browser, up to the live read."""
    ledger, clock = parts.ledger_sign_in, parts.clock
    attempt = ledger.begin(provider)
    browser = Browser(practice.control_url.removesuffix("/control"))
    browser.open(attempt.authorize_url).click(f"person-{PEOPLE[provider]}").click("allow")
    practice.order("reset")
    answer = attempt.judge(browser.outside, clock.now())
    grant = ledger.exchange(attempt, answer, CancelToken())
    ledger.read(grant, grant.organisations[0], CancelToken())


def main(what: str, which: str, control: tuple[str, str], arguments: list[str]) -> None:
    """Tell how often each route was asked."""
    install()
    parts, practice = Parts(parse(arguments)), Practice("", *control)
    parts.settings()
    if what == "verify":
        verify(parts, practice, Method(which))
    else:
        connect(parts, practice, Provider(which))
    tell(practice.order("counts")["routes"])


def _row(what: str, routes: dict[str, int], budget: int) -> Row:
    return count_row(what, sum(routes.values()), budget, ", ".join(f"{count} {name}" for name, count in routes.items()))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], (sys.argv[3], sys.argv[4]), sys.argv[5:])
