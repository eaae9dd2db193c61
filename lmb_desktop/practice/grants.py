"""What was granted to whom, and the codes and tokens that stand for it. Every provider keeps its grants here."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from lmb_desktop.practice.clock import PracticeClock

_KEEP_DEAD_TOKENS_S = 7 * 86_400.0


class Ending(Enum):
    """Why a grant ended before its time."""

    ORDERED = "ordered"
    REVOKED = "revoked"
    DISABLED = "disabled"
    REUSED = "reused"


@dataclass(frozen=True)
class Grant:
    """One consent: who gave it, for what, and whether it still stands."""

    id: str
    provider: str
    owner: str
    subject: str
    facts: Mapping[str, Any]
    created: float
    ended: float | None

    @property
    def is_live(self) -> bool:
        """Tell whether nobody has ended it; its tokens may have run out all the same."""
        return self.ended is None


@dataclass(frozen=True)
class Token:
    """One code, access token or refresh token that was given out."""

    digest: str
    kind: str
    grant: Grant
    facts: Mapping[str, Any]
    issued: float
    expires: float | None
    spent: float | None
    is_expired: bool

    @property
    def is_good(self) -> bool:
        """Tell whether it is within its life, unspent, and its grant still stands."""
        return self.grant.is_live and not self.is_expired and self.spent is None


class Grants:
    """Read and write grants and tokens within one transaction."""

    def __init__(self, db: sqlite3.Connection, clock: PracticeClock) -> None:
        self.db = db
        self._clock = clock

    @property
    def now(self) -> float:
        """Return the practice time in seconds since 1970."""
        return self._clock.now()

    def open(self, *, provider: str, owner: str, subject: str, facts: Mapping[str, Any]) -> Grant:
        """Write down a new grant."""
        grant_id = str(uuid.uuid4())
        values = (grant_id, provider, owner, subject, json.dumps(dict(facts)), self.now)
        self.db.execute("INSERT INTO grants VALUES (?, ?, ?, ?, ?, ?, NULL)", values)
        return self.grant(grant_id)

    def grant(self, grant_id: str) -> Grant:
        """Return the grant with this id."""
        return _grant(self.db.execute("SELECT * FROM grants WHERE id = ?", (grant_id,)).fetchone())

    def live(self, provider: str, *, owner: str | None = None, subject: str | None = None) -> list[Grant]:
        """Return the provider's standing grants, oldest first; owner and subject narrow the choice."""
        rows = self.db.execute(
            "SELECT * FROM grants WHERE provider = ? AND ended IS NULL AND owner = coalesce(?, owner) "
            "AND subject = coalesce(?, subject) ORDER BY created",
            (provider, owner, subject),
        ).fetchall()
        return [_grant(row) for row in rows]

    def all(self) -> list[Grant]:
        """Return every grant there ever was, oldest first."""
        return [_grant(row) for row in self.db.execute("SELECT * FROM grants ORDER BY created, rowid").fetchall()]

    def end(self, grant: Grant, why: Ending) -> None:
        """Let a grant end now; its tokens die with it, and the first reason stays."""
        self.db.execute("UPDATE grants SET ended = ? WHERE id = ? AND ended IS NULL", (self.now, grant.id))
        self.db.execute("INSERT OR IGNORE INTO endings VALUES (?, ?)", (grant.id, why.value))

    def ending(self, grant: Grant) -> Ending | None:
        """Return why a grant ended before its time; None for one that stands, or whose state is older than reasons."""
        row = self.db.execute("SELECT why FROM endings WHERE grant_id = ?", (grant.id,)).fetchone()
        return None if row is None else Ending(row["why"])

    def issue(
        self, text: str, *, kind: str, grant: Grant, life_s: float | None, facts: Mapping[str, Any] | None = None
    ) -> Token:
        """Write down a token by its digest; life_s is in seconds, None means without end."""
        # A refresh token that was never used is the last of its chain, and stays to tell when the chain went idle.
        self.db.execute(
            "DELETE FROM tokens WHERE expires < ? AND (kind != 'refresh' OR spent IS NOT NULL)",
            (self.now - _KEEP_DEAD_TOKENS_S,),
        )
        expires = None if life_s is None else self.now + life_s
        values = (digest_of(text), kind, grant.id, json.dumps(dict(facts or {})), self.now, expires)
        self.db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?, ?, ?, NULL)", values)
        found = self.token(kind, text)
        assert found is not None
        return found

    def token(self, kind: str, text: str) -> Token | None:
        """Return the token with this text, good or not, or None when it was never given out."""
        return self.token_of_digest(kind, digest_of(text))

    def token_of_digest(self, kind: str, digest: str) -> Token | None:
        """Return the token with this digest, good or not, or None when it was never given out."""
        row = self.db.execute("SELECT * FROM tokens WHERE digest = ? AND kind = ?", (digest, kind)).fetchone()
        return None if row is None else self._token(row)

    def tokens_of(self, grant: Grant, kind: str) -> list[Token]:
        """Return every token of one kind that a grant gave out, oldest first."""
        rows = self.db.execute(
            "SELECT * FROM tokens WHERE grant_id = ? AND kind = ? ORDER BY issued, rowid", (grant.id, kind)
        ).fetchall()
        return [self._token(row) for row in rows]

    def newest_spent(self, grant: Grant, kind: str) -> Token | None:
        """Return the token of this kind that was given out last among those that were used, or None."""
        row = self.db.execute(
            "SELECT * FROM tokens WHERE grant_id = ? AND kind = ? AND spent IS NOT NULL "
            "ORDER BY issued DESC, rowid DESC LIMIT 1",
            (grant.id, kind),
        ).fetchone()
        return None if row is None else self._token(row)

    def spend(self, token: Token) -> None:
        """Mark a token as used; the first use counts."""
        self.db.execute("UPDATE tokens SET spent = ? WHERE digest = ? AND spent IS NULL", (self.now, token.digest))

    def _token(self, row: sqlite3.Row) -> Token:
        return Token(
            digest=row["digest"],
            kind=row["kind"],
            grant=self.grant(row["grant_id"]),
            facts=json.loads(row["facts"]),
            issued=row["issued"],
            expires=row["expires"],
            spent=row["spent"],
            is_expired=row["expires"] is not None and row["expires"] <= self.now,
        )


def digest_of(text: str) -> str:
    """Return what the state keeps in a token's place."""
    return hashlib.sha256(text.encode()).hexdigest()


def _grant(row: sqlite3.Row) -> Grant:
    return Grant(
        id=row["id"],
        provider=row["provider"],
        owner=row["owner"],
        subject=row["subject"],
        facts=json.loads(row["facts"]),
        created=row["created"],
        ended=row["ended"],
    )
