"""Diagnostics: versions, system, states, dates and last replies for support; secrets, e-mails and IDs are masked."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata

from lmb_desktop import __version__
from lmb_desktop.command_line import Options
from lmb_desktop.core.errors import SecretStoreError
from lmb_desktop.core.health import HalfFacts, HalfHealth
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.gateways.keyring_backend import backend_name, trusted_backend
from lmb_desktop.gateways.masking import mask
from lmb_desktop.parts import Parts

LIBRARIES = ("PySide6", "keyring", "requests", "requests-oauthlib", "oauthlib", "sqlite-utils", "Flask")
LOG_LINES = 20
HISTORY_LINES = 5
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_UUID = re.compile(r"\b[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\b")
_LONG_ID = re.compile(r"\b(?:A[A-Z0-9]{11,15}|\d{9,})\b")
_TROUBLE_LINE = re.compile(r"^\d{4}-\d\d-\d\d \S+ (?:WARNING|ERROR|CRITICAL) ")


def report(parts: Parts, options: Options) -> str:
    """Return the report as text; raises StoreError or SettingsError."""
    overview = parts.connections.overview()
    lines = [
        f"LMB Desktop {__version__}, Python {platform.python_version()}, {platform.platform()}",
        "Libraries: " + ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        f"Written: {_moment(parts.clock.now())}",
        f"Mode: {'practice' if options.practice else 'live'}",
        f"Keyring: {_keyring()}",
        f"Built-in sign-in as root allowed: {'yes' if os.environ.get('LMB_DESKTOP_ROOT_WEB_VIEW') == '1' else 'no'}",
        f"Checks: {parts.preferences.read().rhythm.value}",
        f"Accounts: {len(overview.accounts)}, ledger connections: {len(overview.links)}",
    ]
    for number, view in enumerate(overview.accounts, 1):
        lines += _account_lines(number, view, known=overview, parts=parts)
    lines += _log_lines(parts)
    return masked("\n".join(lines))


def masked(text: str) -> str:
    """Return a text without secrets, e-mail addresses, the user's folder, and with IDs shortened."""
    home = os.path.expanduser("~")  # noqa: PTH111  # as text: it is looked for in a text
    if len(home) > 1:
        text = text.replace(home, "~")
    text = _UUID.sub(lambda found: _shortened(found[0]), _E_MAIL.sub("…@…", mask(text)))
    return _LONG_ID.sub(lambda found: _shortened(found[0]), text)


def _account_lines(number: int, view: AccountView, *, known: Overview, parts: Parts) -> Iterator[str]:
    account, ledger = (
        view.account,
        f"{view.link.provider.label}: {_half(view.ledger)}" if view.link else "no ledger yet",
    )
    seller_id = _shortened(account.seller_id)
    amazon = f"seller {seller_id}, Amazon: {_half(view.seller)}"
    yield f"Account {number}: {account.region}, {account.method.value}, {amazon}, {ledger}"
    yield f"  Amazon: {_facts(account.seller_facts)}"
    if view.link is not None and view.sign_in is not None:
        chain = view.sign_in.chain
        dates = _dated(
            {
                "consent": chain.consented_at,
                "renewed": chain.renewed_at,
                "ends if idle": chain.idle_ends_at,
                "ends for good": chain.hard_ends_at,
                "renewal under way since": chain.renewing_at,
            }
        )
        organisations = sum(other.sign_in.id == view.sign_in.id for other in known.links)
        yield f"  {view.link.provider.label}: {_facts(view.link.facts)}; shared with {len(view.shared_with)} others"
        yield f"  {view.link.provider.label} sign-in: {dates or 'none yet'}; organisations on it: {organisations}"
    events = [f"{_moment(entry.at)} {entry.event.value}" for entry in parts.connections.arranging.history(account.id)]
    if events:
        yield f"  Done: {'; '.join(events[:HISTORY_LINES])}"


def _facts(facts: HalfFacts) -> str:
    dates = {"authorised": facts.consented_at, "ends": facts.ends_at, "paused": facts.paused_at}
    replies = []
    if facts.refused_at is not None:
        replies.append(f"last refusal {facts.refusal or 'withdrawn'} {_moment(facts.refused_at)}")
    if facts.trouble_at is not None:
        since = f", since {_moment(facts.trouble_since)}" if facts.trouble_since else ""
        replies.append(f"last trouble {facts.trouble or 'offline'} {_moment(facts.trouble_at)}{since}")
    if facts.reply.details:
        replies.append(f"said: {' '.join(facts.reply.details.split())}")
    return "; ".join(part for part in (_dated(dates), *replies) if part) or "nothing known"


def _dated(dates: dict[str, datetime | None]) -> str:
    return "; ".join(f"{name} {_moment(moment)}" for name, moment in dates.items() if moment is not None)


def _half(health: HalfHealth) -> str:
    reason = f" ({health.reason})" if health.reason else ""
    last = _moment(health.last_ok) if health.last_ok else "never"
    return f"{health.state.value}{reason}, last good answer {last}"


def _log_lines(parts: Parts) -> list[str]:
    """Return the last lines of the log that tell of trouble, without the traces below them."""
    try:
        text = (parts.folders.log / "lmb-desktop.log").read_text("utf-8", errors="replace")
    except OSError:
        return []
    found = [line for line in text.splitlines() if _TROUBLE_LINE.match(line)]
    return ["Last troubles of the log:", *(f"  {line}" for line in found[-LOG_LINES:])] if found else []


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _shortened(text: str) -> str:
    return f"{text[:2]}…{text[-2:]}"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not found"


def _keyring() -> str:
    try:
        return backend_name(trusted_backend())
    except SecretStoreError as error:
        return f"{error.slug} {error.details}".strip()
