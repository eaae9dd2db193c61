"""`accounts` and `check`: the published JSON, the words for people, and the exit codes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.parts import Parts
from tests.core.conftest import save_seller
from tests.fakes.keyring_backends import LockedBackend
from tests.fakes.services import SELLER_ID

STATES = ["ok", "attention", "urgent", "reauthorise", "unreachable", "locked", "not-finished", "paused"]
HALF = {
    "state": {"enum": STATES},
    "reason": {"type": ["string", "null"]},
    "days_left": {"type": ["integer", "null"]},
    "last_ok": {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
}


def exactly(properties: dict[str, object]) -> dict[str, object]:
    """Return the shape of an object that has these keys and no others."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


LEDGER = exactly(
    {
        "provider": {"enum": ["xero", "quickbooks"]},
        "organisation_id": {"type": "string"},
        "organisation_name": {"type": "string"},
    }
    | HALF
)
ACCOUNT = exactly(
    {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "client": {"type": ["string", "null"]},
        "region": {"type": "string"},
        "seller_id": {"type": "string"},
        "method": {"enum": ["sp-api", "mws"]},
        "marketplaces": {"type": "array", "items": {"type": "string"}},
        "seller": exactly(HALF),
        "ledger": {"anyOf": [{"type": "null"}, LEDGER]},
    }
)
SHAPE = exactly(
    {"version": {"const": 1}, "mode": {"enum": ["live", "practice"]}, "accounts": {"type": "array", "items": ACCOUNT}}
)


def test_no_accounts_are_an_empty_list(services, run):
    outcome = run("accounts", "--json")
    assert (outcome.code, outcome.json, outcome.err) == (0, {"version": 1, "mode": "live", "accounts": []}, "")
    assert run("accounts").out == "No accounts.\n"
    assert run("check", "--json").json["accounts"] == []


def test_an_account_with_both_halves_has_the_published_form(services, run):
    services.save_account()
    outcome = run("accounts", "--json")
    jsonschema.validate(outcome.json, SHAPE)
    assert (outcome.code, outcome.json["accounts"]) == (
        0,
        [
            {
                "id": "acc-1",
                "name": "Harbour Tea UK",
                "client": None,
                "region": "europe",
                "seller_id": SELLER_ID,
                "method": "sp-api",
                "marketplaces": ["A1F83G8C2ARO7P"],
                "seller": {"state": "ok", "reason": None, "days_left": None, "last_ok": "2026-11-24T10:00:00Z"},
                "ledger": {
                    "provider": "xero",
                    "organisation_id": "org-1",
                    "organisation_name": "Fern & Slate Ltd",
                    "state": "ok",
                    "reason": None,
                    "days_left": 60,
                    "last_ok": "2026-11-24T10:00:00Z",
                },
            }
        ],
    )
    assert run("accounts").out == "Harbour Tea UK  Amazon: ok  Xero Fern & Slate Ltd: ok\n"


def test_an_account_without_a_ledger_is_not_fine(services, run):
    save_seller(services.connections)
    outcome = run("accounts", "--json")
    jsonschema.validate(outcome.json, SHAPE)
    assert (outcome.code, outcome.json["accounts"][0]["ledger"]) == (1, None)
    assert "no ledger yet: not-finished (not-connected)" in run("accounts").out


def test_names_of_other_alphabets_survive_any_terminal(services, run):
    services.save_account(name="ハーバーティー")
    outcome = run("accounts", "--json")
    assert outcome.json["accounts"][0]["name"] == "ハーバーティー"
    assert outcome.out.isascii()


def test_accounts_stand_in_the_order_of_their_names(services, run):
    for number, name in enumerate(("pear", "Apple", "orange")):
        save_seller(services.connections, f"acc-{number}", name=name, seller_id=f"A1SELLERNUMBER{number}")
    assert [each["name"] for each in run("accounts", "--json").json["accounts"]] == ["Apple", "orange", "pear"]


def test_a_check_reads_both_halves_live(services, run):
    services.save_account()
    services.clock.move(days=30)
    outcome = run("check", "--json")
    jsonschema.validate(outcome.json, SHAPE)
    account = outcome.json["accounts"][0]
    assert (outcome.code, account["seller"]["last_ok"], account["ledger"]["days_left"]) == (
        0,
        "2026-12-24T10:00:00Z",
        60,
    )


@pytest.mark.parametrize("name", ["harbour tea uk", "  Harbour  Tea UK", "acc-1"])
def test_a_check_takes_names_and_ids_once_each(services, run, name):
    services.save_account()
    save_seller(services.connections, "acc-2", name="Other", seller_id="A1OTHERSELLER1")
    outcome = run("check", name, "acc-1", "--json")
    assert ([each["id"] for each in outcome.json["accounts"]], outcome.code) == (["acc-1"], 0)
    assert len(services.amazon.asked) == 1


def test_a_name_nobody_has_is_wrong_usage(services, run):
    outcome = run("check", "Nobody", "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "No account is called “Nobody”" in outcome.err


def test_a_refusal_and_an_unreachable_service_end_with_one(services, run):
    services.save_account()
    services.amazon.outcome = errors.CredentialsRefused(service="Amazon")
    services.ledger.reading = errors.Offline(service="Xero", reason="no network")
    outcome = run("check", "--json")
    account = outcome.json["accounts"][0]
    assert outcome.code == 1
    assert (account["seller"]["state"], account["seller"]["reason"]) == ("reauthorise", "withdrawn")
    assert (account["ledger"]["state"], account["ledger"]["reason"]) == ("unreachable", "offline")


def test_a_locked_keyring_is_the_state_of_the_halves(services, run, monkeypatch):
    services.save_account()
    monkeypatch.setattr("lmb_desktop.gateways.keyring_backend.trusted_backend", LockedBackend)
    account = run("check", "--json").json["accounts"][0]
    assert (account["seller"]["state"], account["ledger"]["state"]) == ("locked", "locked")
    assert run("accounts").code == 1


@pytest.fixture
def impatient(services, monkeypatch: pytest.MonkeyPatch) -> FolderLocks:
    """Give the locks of another program, and let this one wait for them but shortly."""
    locks = FolderLocks(services.folders.locks, patience_s=0.1)
    monkeypatch.setattr(Parts, "locks", property(lambda _parts: locks))
    return locks


@pytest.mark.parametrize(("is_refused", "code"), [(False, 0), (True, 1)])
def test_a_connection_another_program_is_at_does_not_spoil_the_check_of_the_rest(
    services, run, impatient, is_refused, code
):
    services.save_account()
    (sign_in,) = SqliteAccountStore(services.folders.store).holdings().sign_ins
    services.amazon.outcome = errors.CredentialsRefused(service="Amazon") if is_refused else None
    with impatient.hold(f"chain-{sign_in.id}"):
        outcome = run("check", "--json")
    account = outcome.json["accounts"][0]
    assert (outcome.code, account["ledger"]["state"]) == (code, "ok")
    assert (services.ledger.renewed_with, len(services.amazon.asked)) == ([], 1)


def test_another_program_that_tidies_for_long_does_not_keep_the_check_waiting(services, run, impatient):
    services.save_account()
    with impatient.hold("tidy"):
        assert run("check").code == 0


def test_what_a_stopped_program_left_behind_is_tidied_before_a_check(services, run):
    services.save_account()
    store = SqliteAccountStore(services.folders.store)
    with closing(sqlite3.connect(services.folders.store)) as file:
        file.execute("UPDATE accounts SET saving_slot = 'b', saving_holder = '1:1.00'")
        file.commit()
    folder = services.folders.folder_id()
    services.backend.set_password(f"lmb-desktop/{folder}/acc-1/b", "lmb-desktop", "left behind")
    assert run("check").code == 0
    assert (store.marks(), "left behind" in services.backend.entries.values()) == ((), False)


@pytest.mark.parametrize("command", ["accounts", "check", "diagnostics"])
def test_a_damaged_list_ends_with_three_and_is_named(services, run, command):
    services.folders.make()
    services.folders.store.write_bytes(b"no database" * 100)
    outcome = run(command)
    assert outcome.code == 3
    assert "The account list cannot be read" in outcome.err + outcome.out
    assert services.folders.store.read_bytes() == b"no database" * 100


def test_a_list_from_a_newer_version_ends_with_three(services, run):
    services.save_account()
    with closing(sqlite3.connect(services.folders.store)) as file:
        file.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('lmb_desktop', 'of_the_future')")
        file.commit()
    outcome = run("accounts", "--json")
    assert (outcome.code, outcome.out) == (3, "")
    assert "newer LMB Desktop" in outcome.err


@pytest.mark.parametrize("command", ["accounts", "check"])
@pytest.mark.parametrize("text", ["[endpoints]\nmws = 'https://evil.example'", "[xero]\nclient = 1", "nonsense"])
def test_settings_that_cannot_be_used_end_with_two_and_their_line(services, run, tmp_path: Path, command, text):
    file = tmp_path / "services.toml"
    file.write_text(text, "utf-8")
    outcome = run("--services", str(file), command)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{file}:{len(text.splitlines())}" in outcome.err


def test_settings_that_are_not_there_end_with_two(services, run, tmp_path: Path):
    assert run("--services", str(tmp_path / "none.toml"), "accounts").code == 2


def test_no_output_holds_a_secret(services, run, tmp_path: Path):
    services.save_account(token="Atzr|canary-token")
    written = "".join(run(command).out for command in ("accounts", "check", "diagnostics"))
    assert Secret("Atzr|canary-token")
    assert "canary" not in written
    for file in services.folders.data.rglob("*"):
        assert file.is_dir() or b"canary" not in file.read_bytes(), file


def test_the_report_masks_what_names_a_person(services, run, tmp_path: Path):
    services.save_account(name="Harbour of jo@example.com")
    outcome = run("diagnostics")
    assert outcome.code == 0
    assert "LMB Desktop" in outcome.out
    assert "Keyring: " in outcome.out
    assert "Account 1: europe, sp-api, seller A3…VT, Amazon: ok" in outcome.out
    for word in (SELLER_ID, "jo@example.com", "Harbour", "Fern & Slate", "org-1"):
        assert word not in outcome.out


def test_the_report_goes_into_a_file_that_is_named(services, run, tmp_path: Path):
    report = tmp_path / "report.txt"
    outcome = run("diagnostics", str(report))
    assert (outcome.code, str(report) in outcome.out) == (0, True)
    assert "LMB Desktop" in report.read_text("utf-8")
    assert run("diagnostics", str(tmp_path / "none" / "report.txt")).code == 2
