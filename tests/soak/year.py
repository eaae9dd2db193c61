"""The year: how often each thing happens in it. A shorter play has fewer of each, but each at least once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from tests.soak.agenda import Act, Agenda
from tests.soak.cast import OFFICE
from tests.soak.deeds import Deeds
from tests.soak.fate import Fate
from tests.soak.rounds import Risk, Rounds
from tests.soak.stage import Stage
from tests.soak.troubles import KEYRING, LOCKS, OUTAGES, SERVICES, Troubles
from tests.soak.truth import LEDGER, SELLER

_DAYS, _ACCOUNTS = 365, 200
_LATE = 7
"""Every so many-th account is added in the course of the year."""
_OUTAGES, _LOCKS, _RISKS, _LOST_FOR_GOOD, _COMMANDS, _IDLE = 7, 12, 26, 3, 60, 6


@dataclass(frozen=True)
class Actors:
    """Who makes things happen."""

    troubles: Troubles
    rounds: Rounds
    deeds: Deeds
    fate: Fate


def comes_late(at: int) -> bool:
    """Tell whether the account of this number is added in the course of the year."""
    return at % _LATE == _LATE - 1


def fill(agenda: Agenda, stage: Stage, days: int, *, actors: Actors, idle: Act) -> None:
    """Put a year's events on the agenda, for so many days of it and so many accounts."""

    def spread(a_year: float, act: Act, *, for_accounts: bool = False) -> None:
        share = days / _DAYS * (len(stage.cast) / _ACCOUNTS if for_accounts else 1)
        agenda.spread(max(1, round(a_year * share)), act)

    for at, part in enumerate(stage.cast):
        if comes_late(at):
            agenda.spread(1, partial(actors.deeds.add, part.account_id))
    for service in SERVICES:
        for kind in OUTAGES:
            spread(_OUTAGES, partial(actors.troubles.strike, service, kind))
    for kind in LOCKS:
        spread(_LOCKS, partial(actors.troubles.strike, KEYRING, kind))
    for risk in Risk:
        spread(_RISKS, partial(actors.rounds.dare, risk))
    office = stage.machines[OFFICE]
    spread(_LOST_FOR_GOOD, partial(actors.rounds.lose_for_good, office))
    spread(_COMMANDS, partial(_want_command, stage))
    spread(_IDLE, idle)
    deeds, fate = actors.deeds, actors.fate
    for a_year, act in (
        (12, deeds.delete), (30, deeds.pause), (15, deeds.change_ledger), (8, deeds.disconnect_ledger),
        (8, deeds.disconnect_seller), (12, partial(deeds.err, SELLER)), (12, partial(deeds.err, LEDGER)),
        (35, fate.withdraw_seller), (16, fate.unlink_organisation), (4, fate.remove_user),
        (12, fate.disconnect_company), (12, fate.trouble_company),
    ):  # fmt: skip
        spread(a_year, act, for_accounts=True)


def _want_command(stage: Stage) -> bool:
    """Let somebody's scheduler call `lmb-desktop check` beside the next look."""
    stage.machines[OFFICE].wants_command = True
    return True
