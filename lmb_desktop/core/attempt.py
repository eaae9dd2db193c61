"""Attempt: everything that makes an answer of a ledger provider ours (RFC 9700 section 2.1), and what it brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from lmb_desktop.core.errors import AnswerMalformed, ConsentDenied, ConsentFailed, IssuerWrong, ScopeRefused
from lmb_desktop.core.one_time_attempt import LIFETIME, OneTimeAttempt, is_code, printable_error
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider

LONGEST_REALM = 32


@dataclass(frozen=True)
class Answer:
    """What a good answer brought: the code, and the company at Intuit."""

    code: Secret
    realm_id: str = ""


@dataclass(kw_only=True)
class Attempt(OneTimeAttempt):
    """One sign-in at one ledger provider."""

    provider: Provider
    environment: str
    verifier: Secret
    issuer: str = ""

    SINGLE_PARAMETERS: ClassVar[frozenset[str]] = frozenset({"code", "state", "error", "realmId", "iss"})

    @property
    def service(self) -> str:
        """Return the name people know the provider by."""
        return self.provider.label

    def judge(self, url: str, now: datetime) -> Answer:
        """Read an answer and use the attempt up; raises AnswerNotOurs, ConsentDenied, ConsentFailed or ScopeRefused.

        An answer that is not ours leaves the attempt open, so that nobody else can end a sign-in.
        """
        values = self.taken(url, now)
        if values.get("iss") and self.issuer and values["iss"] != self.issuer:
            raise IssuerWrong(service=self.service)
        return self._answer(values)

    def _answer(self, values: dict[str, str]) -> Answer:
        code, error = values.get("code", ""), values.get("error", "")
        if bool(code) == bool(error):
            raise AnswerMalformed(service=self.service, problem="mixed" if code else "empty")
        if error == "access_denied":
            raise ConsentDenied(service=self.service)
        if error == "invalid_scope":
            raise ScopeRefused(service=self.service)
        if error:
            raise ConsentFailed(service=self.service, code=printable_error(error))
        if not is_code(code):
            raise AnswerMalformed(service=self.service, problem="oversized")
        if self.provider is not Provider.QUICKBOOKS:
            return Answer(Secret(code))
        realm = values.get("realmId", "")
        if not (realm.isascii() and realm.isdigit() and len(realm) <= LONGEST_REALM):
            raise AnswerMalformed(service=self.service, problem="company")
        return Answer(Secret(code), realm)


__all__ = ["LIFETIME", "Answer", "Attempt"]
