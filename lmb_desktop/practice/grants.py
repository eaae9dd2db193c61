"""What was granted to whom, and the codes and tokens that stand for it. Every provider keeps its grants here."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lmb_desktop.practice.clock import PracticeClock

_KEEP_DEAD_TOKENS_S = 7 * 86_400.0


@dataclass(frozen=True)
class Grant:
    """One consent: who gave it, for what, and whether it still stands."""

    id: str
    provider: str
    owner: str
    subject: str
    facts: Mapping[str, Any]
    created: float
    is_live: bool


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

    def live(self, provider: str, **narrowed: str) -> list[Grant]:
        """Return the provider's standing grants, oldest first; owner and subject narrow the choice."""
        rows = self.db.execute(
            "SELECT * FROM grants WHERE provider = ? AND ended IS NULL ORDER BY created", (provider,)
        ).fetchall()
        found = [_grant(row) for row in rows]
        return [one for one in found if all(getattr(one, name) == value for name, value in narrowed.items())]

    def end(self, grant: Grant) -> None:
        """Let a grant end now; its tokens die with it."""
        self.db.execute("UPDATE grants SET ended = ? WHERE id = ? AND ended IS NULL", (self.now, grant.id))

    def issue(
        self, text: str, *, kind: str, grant: Grant, life_s: float | None, facts: Mapping[str, Any] | None = None
    ) -> Token:
        """Write down a token by its digest; life_s is in seconds, None means without end."""
        self.db.execute("DELETE FROM tokens WHERE expires < ?", (self.now - _KEEP_DEAD_TOKENS_S,))
        expires = None if life_s is None else self.now + life_s
        values = (digest_of(text), kind, grant.id, json.dumps(dict(facts or {})), self.now, expires)
        self.db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?, ?, ?, NULL)", values)
        found = self.token(kind, text)
        assert found is not None
        return found

    def token(self, kind: str, text: str) -> Token | None:
        """Return the token with this text, good or not, or None when it was never given out."""
        row = self.db.execute("SELECT * FROM tokens WHERE digest = ? AND kind = ?", (digest_of(text), kind)).fetchone()
        return None if row is None else self._token(row)

    def tokens_of(self, grant: Grant, kind: str) -> list[Token]:
        """Return every token of one kind that a grant gave out, oldest first."""
        rows = self.db.execute(
            "SELECT * FROM tokens WHERE grant_id = ? AND kind = ? ORDER BY issued, rowid", (grant.id, kind)
        ).fetchall()
        return [self._token(row) for row in rows]

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
        is_live=row["ended"] is None,
    )
