"""The practice provider's own truth about every half, held against what the program keeps and shows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from lmb_desktop.core.account import Method
from lmb_desktop.core.health import State
from lmb_desktop.core.kept_secret import refresh_token
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from tests.soak.cast import Part
from tests.soak.stage import Stage

SELLER, LEDGER = "seller", "ledger"
HALVES = (SELLER, LEDGER)


@dataclass(frozen=True)
class HalfTruth:
    """One half: does the provider still let it in, and if not, why; and what the program shows."""

    part: Part
    half: str
    is_fine: bool
    why: str
    state: State
    reason: str
    grant: str = ""
    is_broken: bool = False
    """The grant stands, or ended because of what this program did, and the token that is kept is worth nothing."""

    @property
    def whom(self) -> str:
        """Name the half in the story."""
        return f"{self.part.account_id} {self.half}"


class Truth:
    """Compare all accounts of all computers with the provider, at one moment."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.company_conditions: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        """The token that each half kept when it was looked at last."""

    def of_everybody(self) -> list[HalfTruth]:
        """Return the truth about every half."""
        views = [view for machine in self._stage.machines.values() for view in self._stage.views(machine)]
        kept = {view.account.id: self._digests(view) for view in views}
        digests = sorted({digest for pair in kept.values() for digest in pair if digest})
        told = self._stage.services.order("chains", digests=digests)
        told["by_id"] = {chain["id"]: chain for chain in told["chains"]}
        told["linked"] = {(one["user"], one["tenant"]) for one in told["connections"]}
        found = []
        for view in views:
            part = self._stage.part(view.account.id)
            seller, ledger = kept[view.account.id]
            found.append(self._seller(part, view, seller, told))
            if ledger:
                found.append(self._ledger(part, view, ledger, told))
        return found

    def _digests(self, view: AccountView) -> tuple[str, str]:
        parts = self._stage.machine_of(self._stage.part(view.account.id)).parts
        seller = json.loads(parts.secrets.get(view.account.id, view.account.seller_slot).reveal())["token"]
        self.tokens[f"{view.account.id} {SELLER}"] = seller
        if view.sign_in is None:
            return _digest(seller), ""
        kept = refresh_token(Secret(parts.secrets.get(view.sign_in.id, view.sign_in.slot).reveal())).reveal()
        self.tokens[f"{view.account.id} {LEDGER}"] = kept
        return _digest(seller), _digest(kept)

    def _seller(self, part: Part, view: AccountView, digest: str, told: dict[str, Any]) -> HalfTruth:
        shown = view.seller
        if part.method is Method.MWS:
            own = [one for one in told["chains"] if (one["provider"], one["owner"]) == ("mws", view.account.seller_id)]
            newest = own[-1]
            return HalfTruth(part, SELLER, newest["stands"], newest["why"], shown.state, shown.reason or "")
        standing = told["tokens"][digest]
        why = told["by_id"].get(standing["grant"], {}).get("why", "unknown token")
        return HalfTruth(part, SELLER, standing["is_taken"], why, shown.state, shown.reason or "")

    def _ledger(self, part: Part, view: AccountView, digest: str, told: dict[str, Any]) -> HalfTruth:
        standing = told["tokens"][digest]
        chain = told["by_id"].get(standing["grant"])
        is_fine, why = standing["is_taken"], chain["why"] if chain else "unknown token"
        is_broken = not is_fine and (chain is None or chain["stands"] or why == "reused")
        if is_fine and part.books.provider is Provider.XERO:
            is_fine = (part.books.user_id, part.books.organisation_id) in told["linked"]
            why = "" if is_fine else "unlinked"
        condition = self.company_conditions.get(part.books.organisation_id, "ok")
        if is_fine and condition != "ok":
            is_fine, why = False, condition
        return HalfTruth(
            part,
            LEDGER,
            is_fine,
            why,
            view.ledger.state,
            view.ledger.reason or "",
            grant=standing["grant"],
            is_broken=is_broken,
        )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
