"""The practice provider's own truth about every half, held against what the program keeps and shows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from lmb_desktop.core.account import Method
from lmb_desktop.core.health import State
from lmb_desktop.core.kept_secret import refresh_token
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from tests.soak.cast import Part
from tests.soak.stage import Stage

SELLER, LEDGER = "seller", "ledger"
HALVES = (SELLER, LEDGER)
GRACE = {Provider.XERO: timedelta(minutes=30), Provider.QUICKBOOKS: timedelta(days=1)}
"""How long a provider takes a refresh token again whose answer was lost."""
BY_THEMSELVES = frozenset({"idle", "year", "five-years"})


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
    ended: datetime | None = None
    """When it ended, where the provider ends it by itself at a time of its own."""
    is_broken: bool = False
    """The grant stands, or ended because of what this program did, and the token that is kept is worth nothing."""
    spent: datetime | None = None
    """When the token that is kept was first used: the answer to that never came."""

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
        """Return the truth about every half that is connected."""
        views = [view for machine in self._stage.machines.values() for view in self._stage.views(machine)]
        kept = {view.account.id: self._digests(view) for view in views}
        told = self.told([digest for pair in kept.values() for digest in pair if digest])
        found = []
        for view in views:
            part = self._stage.part(view.account.id)
            seller, ledger = kept[view.account.id]
            if seller:
                found.append(self._seller(part, view, seller, told))
            if ledger:
                found.append(self._ledger(part, view, ledger, told))
        return found

    def told(self, digests: list[str]) -> dict[str, Any]:
        """Return what the provider tells of its grants, its links, and the tokens with these digests."""
        told: dict[str, Any] = self._stage.services.order("chains", digests=sorted(set(digests)))
        told["by_id"] = {chain["id"]: chain for chain in told["chains"]}
        told["linked"] = {(one["user"], one["tenant"]) for one in told["connections"]}
        return told

    def _digests(self, view: AccountView) -> tuple[str, str]:
        parts, seller, ledger = self._stage.machine_of(self._stage.part(view.account.id)).parts, "", ""
        if view.account.seller_slot:
            seller = json.loads(parts.secrets.get(view.account.id, view.account.seller_slot).reveal())["token"]
            self.tokens[f"{view.account.id} {SELLER}"] = seller
        if view.sign_in is not None:
            ledger = refresh_token(parts.secrets.get(view.sign_in.id, view.sign_in.slot)).reveal()
            self.tokens[f"{view.account.id} {LEDGER}"] = ledger
        return digest_of(seller), digest_of(ledger)

    def _seller(self, part: Part, view: AccountView, digest: str, told: dict[str, Any]) -> HalfTruth:
        shown = view.seller
        if part.method is Method.MWS:
            own = [one for one in told["chains"] if (one["provider"], one["owner"]) == ("mws", view.account.seller_id)]
            chain, is_fine = own[-1], own[-1]["stands"]
        else:
            standing = told["tokens"][digest]
            chain, is_fine = told["by_id"].get(standing["grant"]), standing["is_taken"]
        why = chain["why"] if chain else "unknown token"
        return HalfTruth(
            part,
            SELLER,
            is_fine,
            why,
            shown.state,
            shown.reason or "",
            ended=None if is_fine else _ended(chain),
        )

    def _ledger(self, part: Part, view: AccountView, digest: str, told: dict[str, Any]) -> HalfTruth:
        standing = told["tokens"][digest]
        chain = told["by_id"].get(standing["grant"])
        is_fine, why = standing["is_taken"], chain["why"] if chain else "unknown token"
        is_broken = not is_fine and (chain is None or chain["stands"] or why == "reused")
        ended = None if is_fine or is_broken else _ended(chain)
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
            "answer lost for longer than the grace" if is_broken else why,
            view.ledger.state,
            view.ledger.reason or "",
            grant=standing["grant"],
            ended=ended,
            is_broken=is_broken,
            spent=_moment(standing["spent"]),
        )


def digest_of(token: str) -> str:
    """Return what the provider knows a token by; nothing for none."""
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def _ended(chain: dict[str, Any] | None) -> datetime | None:
    return _moment(chain["ends"]) if chain and chain["why"] in BY_THEMSELVES else None


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
