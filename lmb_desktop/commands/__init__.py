"""The front door of the commands: accounts, check, diagnostics; the same parts as the windows, without Qt."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

from lmb_desktop.command_line import Options
from lmb_desktop.core.account import folded
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError, NoSuchAccount, SecretStoreError, SettingsError, StoreError
from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.messages import message_for
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.parts import Parts

FINE, NEEDS_SOMEBODY, WRONG_USAGE, STORE_UNREADABLE = 0, 1, 2, 3
QUIET = (State.OK, State.PAUSED)


def run(options: Options) -> int:
    """Run the command of the options; returns the exit code."""
    parts = Parts(options)
    try:
        commands = {"accounts": _accounts, "check": _check, "diagnostics": _diagnostics}
        return commands[options.command](parts, options)
    except LmbError as error:
        print(f"lmb-desktop: {message_for(error).sentence}", file=sys.stderr)
        if error.details:
            print(f"  {error.details}", file=sys.stderr)
        return _code(error)
    finally:
        parts.close()


def as_json(overview: Overview, mode: str) -> dict[str, Any]:
    """Return the accounts in the published form, version 1."""
    return {"version": 1, "mode": mode, "accounts": [_account(view) for view in overview.accounts]}


def _accounts(parts: Parts, options: Options) -> int:
    if not options.practice:
        parts.settings()
    overview = parts.connections.overview()
    _show(overview, options)
    return _state_code(overview)


def _check(parts: Parts, options: Options) -> int:
    parts.settings()
    parts.connections.tidy()
    overview = parts.connections.overview()
    wanted = [_named(overview, name) for name in options.names] or list(overview.accounts)
    ids = list(dict.fromkeys(view.account.id for view in wanted))
    overview = parts.connections.check(ids, CancelToken())
    checked = Overview(tuple(view for view in overview.accounts if view.account.id in ids), overview.links)
    _show(checked, options)
    return _state_code(checked)


def _diagnostics(parts: Parts, options: Options) -> int:
    # Loaded here only: it asks the keyring library, which listing accounts does without.
    from lmb_desktop.diagnostics import report

    text = report(parts, options)
    if options.report is None:
        print(text)
        return FINE
    try:
        options.report.write_text(text + "\n", "utf-8")
    except OSError as error:
        print(f"lmb-desktop: {options.report} could not be written: {error.strerror}", file=sys.stderr)
        return WRONG_USAGE
    print(f"The report is in {options.report}. It stays on this computer until you send it.")
    return FINE


def _named(overview: Overview, name: str) -> AccountView:
    for view in overview.accounts:
        if view.account.id == name or folded(view.account.name) == folded(name):
            return view
    raise NoSuchAccount(name=name)


def _show(overview: Overview, options: Options) -> None:
    if options.as_json:
        mode = "practice" if options.practice else "live"
        print(json.dumps(as_json(overview, mode), indent=2))
        return
    if not overview.accounts:
        print("No accounts.")
    for view in overview.accounts:
        ledger = f"{view.link.provider.label} {view.link.organisation_name}" if view.link else "no ledger yet"
        print(f"{view.account.name}  Amazon: {_words(view.seller)}  {ledger}: {_words(view.ledger)}")


def _words(health: HalfHealth) -> str:
    return f"{health.state.value} ({health.reason})" if health.reason else health.state.value


def _account(view: AccountView) -> dict[str, Any]:
    account = view.account
    ledger = None
    if view.link is not None:
        ledger = {
            "provider": view.link.provider.value,
            "organisation_id": view.link.organisation_id,
            "organisation_name": view.link.organisation_name,
        } | _half(view.ledger)
    return {
        "id": account.id,
        "name": account.name,
        "client": account.client,
        "region": account.region,
        "seller_id": account.seller_id,
        "method": account.method.value,
        "marketplaces": [entry.marketplace_id for entry in account.selling_in],
        "seller": _half(view.seller),
        "ledger": ledger,
    }


def _half(health: HalfHealth) -> dict[str, Any]:
    return {
        "state": health.state.value,
        "reason": health.reason,
        "days_left": health.days_left,
        "last_ok": _moment(health.last_ok),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else None


def _state_code(overview: Overview) -> int:
    states = [state for view in overview.accounts for state in (view.seller.state, view.ledger.state)]
    return FINE if all(state in QUIET for state in states) else NEEDS_SOMEBODY


def _code(error: LmbError) -> int:
    if isinstance(error, SettingsError | NoSuchAccount):
        return WRONG_USAGE
    return STORE_UNREADABLE if isinstance(error, StoreError | SecretStoreError) else NEEDS_SOMEBODY
