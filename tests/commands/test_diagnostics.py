"""The report: dates, last replies and the log's troubles are in it, and nothing that names anyone."""

from __future__ import annotations

import pytest

from lmb_desktop.core.errors import ServiceTrouble
from lmb_desktop.diagnostics import masked


def test_the_report_tells_dates_and_last_replies(services, run):
    services.save_account()
    services.ledger.reading = ServiceTrouble(service="Xero", status=503, details="answered 503;\nby jo@mail.example")
    run("check")
    out = run("diagnostics").out
    assert "  Amazon: authorised 2026-11-24 10:00 UTC" in out
    assert "last trouble service-trouble 2026-11-24 10:00 UTC" in out
    assert "; said: answered 503; by …@…" in out
    assert "  Xero sign-in: consent 2026-11-24 10:00 UTC" in out
    assert "ends if idle 2027-01-23 10:00 UTC; organisations on it: 1" in out
    assert "  Done: 2026-11-24 10:00 UTC ledger-connected; 2026-11-24 10:00 UTC seller-connected" in out
    assert "Checks: daily" in out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("jo.fern+books@mail.example wrote", "…@… wrote"),
        ("organisation 6f1f3f0e-54a8-4c0d-9c12-0d9a4e8a1b2c", "organisation 6f…2c"),
        ("realm 9130355377388383 and A3KP7Q2WX8N4VT", "realm 91…83 and A3…VT"),
        ("Atzr|abcdefghij", "Atzr|••••"),
        ("at 2026-11-24 10:00 UTC, 503", "at 2026-11-24 10:00 UTC, 503"),
    ],
)
def test_whatever_gets_into_the_report_is_masked(text, shown):
    assert masked(text) == shown


def test_the_last_troubles_of_the_log_are_told_without_traces(services, run):
    services.save_account()
    services.folders.log.mkdir(parents=True, exist_ok=True)
    lines = [
        f"2026-11-24 10:00:{number:02},000 WARNING lmb_desktop.x MainThread: trouble {number}" for number in range(30)
    ]
    lines += ["Traceback of jo@example.com", "2026-11-24 10:01:00,000 INFO lmb_desktop.x MainThread: fine"]
    (services.folders.log / "lmb-desktop.log").write_text("\n".join(lines), "utf-8")
    out = run("diagnostics").out
    assert "trouble 29" in out
    assert "trouble 9\n" not in out
    assert "Traceback" not in out
    assert "fine" not in out
