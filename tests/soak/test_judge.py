"""The judge of the soak sees what it is there for: each violation, brought about on purpose, is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from keyring.backends import SecretService

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import WrongAccount
from lmb_desktop.core.parting import Parted
from lmb_desktop.core.preferences import CheckRhythm
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.gateways import web
from lmb_desktop.parts import CLOCK_FILE
from tests.soak.cast import OFFICE, Part
from tests.soak.farewell import Farewell
from tests.soak.judge import Judge
from tests.soak.leftovers import leftovers
from tests.soak.person import Person
from tests.soak.stage import Stage, quick_folder
from tests.soak.truth import LEDGER, SELLER, HalfTruth, Truth


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Give a stage with two accounts on one Xero login, and put this process right afterwards."""
    monkeypatch.setenv(CLOCK_FILE, "")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "")
    monkeypatch.setattr(SecretService, "Keyring", SecretService.Keyring)
    monkeypatch.setattr(web, "LONGEST_WAIT_S", web.LONGEST_WAIT_S)
    monkeypatch.setattr(web.Web.__init__, "__kwdefaults__", dict(web.Web.__init__.__kwdefaults__))
    with quick_folder() as folder:
        yield from played(Stage(folder, accounts=2, seed=1))


def played(stage: Stage) -> Iterator[Stage]:
    """Add the accounts, give the stage, and strike it."""
    try:
        person = Person(stage)
        person.authorise_early(stage.cast)
        for machine in stage.machines.values():
            machine.choose(CheckRhythm.DAILY, stage.clock.now)
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
        machine.calm_looks.append(stage.clock.now)
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


def lose_the_newest_token(stage: Stage, judge: Judge, part: Part) -> None:
    """Let the program keep a token that was used an hour ago, as if the answer had never come."""
    parts = stage.machine_of(part).parts
    view = parts.connections.view(part.account_id)
    assert view.sign_in is not None
    secret = parts.secrets.get(view.sign_in.id, view.sign_in.slot)
    stage.clock.forward(timedelta(hours=1))
    look(stage, judge)
    parts.secrets.put(view.sign_in.id, "a", secret)
    parts.secrets.put(view.sign_in.id, "b", secret)


def test_a_chain_that_somebody_else_used_is_seen(stage: Stage, judge: Judge) -> None:
    part = of_xero(stage)
    lose_the_newest_token(stage, judge, part)
    stage.clock.forward(timedelta(minutes=20))
    stage.machine_of(part).calm_looks.append(stage.clock.now)
    stage.clock.forward(timedelta(hours=1))
    look(stage, judge)
    assert [line for line in judge.violations if "worth nothing" in line and part.account_id in line]


def test_a_lost_answer_that_nobody_could_ask_for_in_time_is_counted_and_must_be_shown(
    stage: Stage, judge: Judge
) -> None:
    part = of_xero(stage)
    lose_the_newest_token(stage, judge, part)
    stage.clock.forward(timedelta(hours=1))
    look(stage, judge)
    assert judge.violations == []
    assert [count for what, count in stage.story.counts.items() if "the provider's own rule" in what] == [1]
    judge.compare_at_the_end({f"{each.account_id} {half}": "ok" for each in stage.cast for half in (SELLER, LEDGER)})
    assert [line for line in judge.violations if "answer lost for longer" in line and part.account_id in line]


def test_an_idle_end_that_was_not_announced_is_seen(stage: Stage, judge: Judge) -> None:
    stage.clock.forward(timedelta(days=61))
    judge.compare()
    assert [line for line in judge.violations if "without being shown as urgent" in line]


def test_nothing_is_left_after_the_farewell(stage: Stage, judge: Judge) -> None:
    truth, person = Truth(stage), Person(stage)
    with pytest.raises(WrongAccount):
        person.reconnect_ledger(stage.cast[0], stage.cast[1].books)
    assert Farewell(stage, truth, person=person, judge=judge).part() == []
    assert stage.story.counts["older consents of refused identities, left to idle out"] == 1


def test_what_is_left_after_the_farewell_is_named(stage: Stage, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    truth, person, part = Truth(stage), Person(stage), of_xero(stage)
    machine = stage.machine_of(part)
    monkeypatch.setattr(type(machine.parts.connections.parting), "remove", lambda *_args: Parted())
    left = Farewell(stage, truth, person=person, judge=judge).part()
    kinds = ("a row is left", "left in the keyring", "left at xero", "left at Xero")
    assert all(any(kind in line for line in left) for kind in kinds)


def test_what_the_provider_ended_is_no_violation_when_it_is_shown(stage: Stage, judge: Judge) -> None:
    part = of_xero(stage)
    stage.services.order("revoke", organisation=part.books.organisation_id)
    look(stage, judge)
    assert judge.violations == []
    assert ["every 1 days: 1," in line for line in judge.latencies()] == [True]


def test_an_ending_that_is_shown_as_fine_is_seen(stage: Stage, judge: Judge) -> None:
    stage.services.order("revoke", organisation=of_xero(stage).books.organisation_id)
    judge.compare()
    assert judge.violations == []
    stage.clock.forward(timedelta(days=2))
    judge.compare()
    assert judge.violations == []
    stage.machine_of(of_xero(stage)).calm_looks.append(stage.clock.now)
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
