"""Messages: from an error to its id and its lines. Facts are filled in here, texts stand in the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lmb_desktop.core.catalogue import CATALOGUE, Template
from lmb_desktop.core.errors import (
    AccountFileElsewhere,
    AppMissing,
    AppRefused,
    CertificateOutOfDate,
    CertificateUntrusted,
    ClockWrong,
    DuplicateAccount,
    GrantEnded,
    InputError,
    LmbError,
    PortalInTheWay,
    RoleMissing,
    WrongSeller,
)
from lmb_desktop.core.grant_ends import grant_key
from lmb_desktop.core.help_pages import message_help

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Message:
    """What a person reads: what happened, why we think so, and the one thing to do.

    `details` is the masked reply, `help_at` the place in the help that says more.
    """

    id: str
    kind: str
    title: str
    text: str
    action: str = ""
    details: str = ""
    help_at: str = ""

    @property
    def sentence(self) -> str:
        """Return the whole message as one paragraph, as a field shows it."""
        if not self.text:
            return self.title
        end = "" if self.title.endswith((".", "?", ":", "…")) else "."
        return f"{self.title}{end} {self.text}"


def message_for(error: LmbError, translate: Translate = str) -> Message:
    """Return the message of an error; every error of the family has one."""
    return message(message_key(error), error.facts, translate, details=error.details)


def message(key: str, facts: Mapping[str, object], translate: Translate = str, *, details: str = "") -> Message:
    """Return the message with this key, its facts filled in; raises KeyError for an unknown key."""
    template: Template = CATALOGUE[key]
    filled = _Facts(facts)
    return Message(
        id=template.id or key,
        kind=template.kind,
        title=translate(template.title).format_map(filled),
        text=translate(template.text).format_map(filled),
        action=translate(template.action).format_map(filled),
        details=details,
        help_at=message_help(key),
    )


def message_key(error: LmbError) -> str:
    """Return the catalogue key of an error: a field's fault, an ended grant's reason, or its slug and facts."""
    if isinstance(error, InputError):
        return error.fault
    if isinstance(error, GrantEnded):
        return grant_key(error.fact("service") == "Amazon", error.reason)
    if isinstance(error, AccountFileElsewhere) and error.fact("kind"):
        return f"account-file-of-{error.fact('kind')}"
    if isinstance(error, DuplicateAccount) and error.fact("client"):
        return "duplicate-account-of-client"
    if isinstance(error, (AppMissing, AppRefused)):
        return _app_key(error)
    if isinstance(error, WrongSeller):
        return _wrong_seller_key(error)
    if isinstance(error, RoleMissing) and error.fact("method") == "mws":
        return "role-missing-mws"
    return _way_key(error)


def _wrong_seller_key(error: WrongSeller) -> str:
    """Return the key for another seller, by what is known of it."""
    if not error.fact("got"):
        return "wrong-seller-unnamed"
    return "wrong-seller-known" if error.fact("known_as") else error.slug


def _app_key(error: AppMissing | AppRefused) -> str:
    """Return the key for an app that is refused or not known, by whose it is."""
    if error.fact("method") == "mws" or error.fact("service") == "MWS":
        return f"{error.slug}-mws"
    is_of_ledger = isinstance(error, AppRefused) and error.fact("service") not in ("Amazon", "")
    return "app-refused-ledger" if is_of_ledger else error.slug


def _way_key(error: LmbError) -> str:
    """Return the key of an error on the way, by what is known of it; of any other its slug."""
    if isinstance(error, ClockWrong) and error.fact("days"):
        return "clock-wrong-days"
    if isinstance(error, PortalInTheWay) and not error.is_certain:
        return "portal-likely"
    if isinstance(error, CertificateUntrusted) and error.fact("moment") == "after-sign-in":
        return "certificate-untrusted-after-sign-in"
    if isinstance(error, CertificateOutOfDate) and error.fact("clock") == "right":
        return "certificate-expired"
    return error.slug


class _Facts(dict[str, object]):
    """Facts for the places in a text; one that nobody gave shows as an ellipsis, never as a crash."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__(facts)

    def __missing__(self, key: str) -> str:
        return "…"
