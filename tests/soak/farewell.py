"""The end: everything works, all is checked once more and compared, then every account goes, and nothing may stay."""

from __future__ import annotations

import json
from typing import Any

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.sign_in import Provider
from tests.soak.judge import Judge
from tests.soak.leftovers import leftovers
from tests.soak.machine import Machine
from tests.soak.person import Person
from tests.soak.programs import run_check
from tests.soak.stage import Stage
from tests.soak.truth import LEDGER, HalfTruth, Truth

_LEDGERS = frozenset(provider.value for provider in Provider)


class Farewell:
    """Compare, part, and look for what was left."""

    def __init__(self, stage: Stage, truth: Truth, *, person: Person, judge: Judge) -> None:
        self._stage = stage
        self._truth = truth
        self._person = person
        self._judge = judge

    def compare(self) -> None:
        """Let the real command check everything, and hold what it prints against the truth row by row."""
        shown: dict[str, str] = {}
        for machine in self._stage.machines.values():
            shown |= self._shown(machine)
        self._judge.compare_at_the_end(shown)

    def part(self) -> list[str]:
        """Remove every account; return what is left that must not be."""
        before = [one for one in self._truth.of_everybody() if one.half == LEDGER]
        left = []
        for machine in self._stage.machines.values():
            left += self._removed(machine)
        left += [f"left in the keyring: {place}" for place in self._stage.keyring.entries()]
        left += self._standing(before)
        return left + leftovers(self._stage, self._truth.tokens)

    def _removed(self, machine: Machine) -> list[str]:
        left, connections = [], machine.parts.connections
        for view in self._stage.views(machine):
            parted = connections.parting.remove(view.account.id, CancelToken())
            self._stage.story.counts["accounts removed at the end"] += 1
            if parted.trouble is not None:
                left.append(f"{view.account.id}: removed with trouble {parted.trouble.slug}")
        # As the next start of the program would.
        connections.tidy()
        holdings = machine.parts.store.holdings()
        rows = (*holdings.accounts, *holdings.sign_ins, *holdings.links)
        return left + [f"{machine.name}: a row is left, {row.id}" for row in rows]

    def _standing(self, before: list[HalfTruth]) -> list[str]:
        """Return the chains and links that stand at Xero or Intuit and should not; count those that may."""
        told = self._truth.told(list(self._person.refused))
        refused = {standing["grant"] for standing in told["tokens"].values()}
        kept = {one.grant for one in before}
        dead = {(one.part.books.user_id, one.part.books.organisation_id) for one in before if not one.is_fine}
        dead |= self._person.unreachable
        # A sign-in that Xero lists further organisations for is not revoked: another computer may use them.
        lingering = {user for user, organisation in told["linked"] if (user, organisation) in dead}
        users = {one.grant: one.part.books.user_id for one in before}
        left = []
        for chain in told["chains"]:
            if users.get(chain["id"]) in lingering:
                continue
            if chain["provider"] in _LEDGERS and chain["stands"] and chain["why"] != "never-exchanged":
                left += self._judged(chain, kept=kept, is_refused=chain["id"] in refused)
        for link in sorted(told["linked"]):
            if link in dead:
                self._stage.story.counts["Xero links that nobody could end: the sign-in had ended before"] += 1
            else:
                left.append(f"left at Xero: the link of {link[0]} to {link[1]}")
        return left

    def _judged(self, chain: dict[str, Any], *, kept: set[str], is_refused: bool) -> list[str]:
        if chain["id"] in kept:
            return [f"left at {chain['provider']}: the chain {chain['id']} of {chain['key']} {chain['subject']}"]
        what = "of refused identities" if is_refused else "that a second consent replaced"
        self._stage.story.counts[f"older consents {what}, left to idle out"] += 1
        return []

    def _shown(self, machine: Machine) -> dict[str, str]:
        command = run_check(self._stage.keyring_file, self._stage.settings, machine.data)
        out, err = command.communicate()
        self._stage.output.write(out + err)
        found = {}
        for account in json.loads(out)["accounts"]:
            for half in ("seller", "ledger"):
                if account[half] is not None:
                    found[f"{account['id']} {half}"] = account[half]["state"]
        return found
