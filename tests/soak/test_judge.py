"""The judge of the soak sees what it is there for: each violation, brought about on purpose, is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.backends import SecretService

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.gateways import web
from lmb_desktop.parts import CLOCK_FILE
from tests.soak.cast import OFFICE, Part
from tests.soak.judge import Judge
from tests.soak.leftovers import leftovers
from tests.soak.person import Person
from tests.soak.stage import Stage
from tests.soak.truth import LEDGER, SELLER, HalfTruth, Truth


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Give a stage with two accounts on one Xero login, and put this process right afterwards."""
    monkeypatch.setenv(CLOCK_FILE, "")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "")
    monkeypatch.setattr(SecretService, "Keyring", SecretService.Keyring)
    monkeypatch.setattr(web, "LONGEST_WAIT_S", web.LONGEST_WAIT_S)
    monkeypatch.setattr(web.Web.__init__, "__kwdefaults__", dict(web.Web.__init__.__kwdefaults__))
    stage = Stage(tmp_path, accounts=2, seed=1)
    try:
        person = Person(stage)
        person.authorise_early()
        for part in stage.cast:
            person.add(part)
        yield stage
    finally:
        stage.strike()


@pytest.fixture
def judge(stage: Stage) -> Judge:
    """Give a judge who has seen that all is well."""
    judge = Judge(stage, Truth(stage), lambda _found: None)
    look(stage, judge)
    assert judge.violations == []
    return judge


def look(stage: Stage, judge: Judge) -> None:
    """Let the program check everything, and the judge look at it."""
    for machine in stage.machines.values():
        ids = [view.account.id for view in stage.views(machine)]
        machine.parts.connections.check(ids, CancelToken())
        judge.look(machine)
    judge.compare()


def of_xero(stage: Stage) -> Part:
    """Return an account whose ledger is at Xero, on the computer that is always on."""
    return next(part for part in stage.cast if part.books.provider is Provider.XERO and part.machine == OFFICE)


def kept_token(stage: Stage, part: Part) -> str:
    """Return the ledger's refresh token that is kept for an account."""
    truth = Truth(stage)
    truth.of_everybody()
    return truth.tokens[f"{part.account_id} {LEDGER}"]


def test_a_chain_that_somebody_else_used_is_seen(stage: Stage, judge: Judge) -> None:
    part = of_xero(stage)
    parts = stage.machine_of(part).parts
    view = parts.connections.view(part.account_id)
    assert view.sign_in is not None
    secret = parts.secrets.get(view.sign_in.id, view.sign_in.slot)
    stage.clock.forward(timedelta(hours=1))
    look(stage, judge)
    parts.secrets.put(view.sign_in.id, "a", secret)
    parts.secrets.put(view.sign_in.id, "b", secret)
    stage.clock.forward(timedelta(hours=1))
    look(stage, judge)
    assert [line for line in judge.violations if "worth nothing" in line and part.account_id in line]


def test_what_the_provider_ended_is_no_violation_when_it_is_shown(stage: Stage, judge: Judge) -> None:
    part = of_xero(stage)
    stage.services.order("revoke", organisation=part.books.organisation_id)
    look(stage, judge)
    assert judge.violations == []
    assert "of 1" in judge.latencies()


def test_an_ending_that_is_shown_as_fine_is_seen(stage: Stage, judge: Judge) -> None:
    stage.services.order("revoke", organisation=of_xero(stage).books.organisation_id)
    judge.compare()
    assert judge.violations == []
    stage.clock.forward(timedelta(days=6))
    judge.compare()
    assert "is shown as ok" in judge.violations[0]


def test_both_mistakes_are_seen_at_the_end(stage: Stage, judge: Judge) -> None:
    wrong = {f"{part.account_id} {half}": "ok" for part in stage.cast for half in (SELLER, LEDGER)}
    part = of_xero(stage)
    wrong[f"{part.account_id} {SELLER}"] = "reauthorise"
    stage.services.order("revoke", organisation=part.books.organisation_id)
    judge.compare_at_the_end(wrong)
    seen = [line for line in judge.violations if line.startswith(part.account_id)]
    assert sorted(seen) == [
        f"{part.account_id} {LEDGER}: the provider ended it (unlinked), and it is shown as ok",
        f"{part.account_id} {SELLER}: the provider did not end it, and it is shown as reauthorise",
    ]


def test_a_token_in_a_file_is_seen(stage: Stage) -> None:
    part = of_xero(stage)
    token = kept_token(stage, part)
    assert leftovers(stage, {part.account_id: token}) == []
    (stage.machine_of(part).data / "log" / "note.txt").write_text(f"here it is: {token}", "utf-8")
    assert any("the token of" in line for line in leftovers(stage, {part.account_id: token}))


def test_the_story_goes_with_the_violation(stage: Stage, judge: Judge) -> None:
    part = of_xero(stage)
    judge.compare_at_the_end(
        {f"{each.account_id} {half}": "reauthorise" for each in stage.cast for half in (SELLER, LEDGER)}
    )
    assert any("added" in line for line in judge.violations)
    assert any(part.books.organisation in line for line in judge.violations)


def test_half_truths_name_their_half(stage: Stage) -> None:
    found: list[HalfTruth] = Truth(stage).of_everybody()
    assert sorted(one.whom for one in found) == sorted(
        f"{part.account_id} {half}" for part in stage.cast for half in (SELLER, LEDGER)
    )
