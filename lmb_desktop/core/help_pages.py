"""Where the help speaks of what is on the screen: messages, windows, states. Texts stand in the pages."""

from __future__ import annotations

from collections.abc import Mapping

from lmb_desktop.core.grant_ends import grant_key
from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.help_of_messages import MESSAGE_HELP

CONTENTS = "contents"

WINDOW_HELP: Mapping[str, str] = {
    "accountsWindow": CONTENTS,
    "accountWizard": "first-steps",
    "regionPage": "regions",
    "sellerCentralPage": "seller-central",
    "credentialsPage": "first-steps#the-five-pages",
    "ledgerPage": "ledger-sign-in",
    "donePage": "keeping-alive",
    "aboutDialog": CONTENTS,
    "appCredentialsDialog": "app-credentials",
    "appHelpDialog": "app-credentials",
    "askOwnerDialog": "roles#only-the-primary-user-can-approve-a-14",
    "changeLedgerDialog": "parting#change-the-ledger",
    "crashNotice": "first-steps#something-went-wrong",
    "deleteDialog": "parting#delete-an-account",
    "diagnosticsDialog": "first-steps#something-went-wrong",
    "disconnectLedgerDialog": "parting#disconnect-the-ledger",
    "disconnectSellerDialog": "parting#disconnect-amazon",
    "exportDialog": "moving#save-the-accounts",
    "importDialog": "moving#take-them-in",
    "keyringDialog": "keyring",
    "linkDialog": "browser#the-browser-did-not-open",
    "moveToClientDialog": "first-steps#several-regions-several-clients",
    "reauthoriseDialog": "re-authorising",
    "reconnectDialog": "keeping-alive",
    "settingsDialog": "tray",
    "startProblem": CONTENTS,
}
"""Place by the published name of a window, dialog or page of the wizard."""

_ENDS = "keeping-alive#what-ends-and-when"
_STATE_HELP: Mapping[State, str] = {
    State.URGENT: _ENDS,
    State.ATTENTION: _ENDS,
    State.NOT_FINISHED: "first-steps#stop-and-carry-on",
    State.PAUSED: "keeping-alive#paused-accounts",
}
_TOLD_BY_REASON = frozenset({State.REAUTHORISE, State.LOCKED, State.UNREACHABLE, State.NOT_FINISHED})


def message_help(key: str) -> str:
    """Return the place for a catalogue key; the contents for one that nobody has written about yet."""
    return MESSAGE_HELP.get(key, CONTENTS)


def window_help(name: str) -> str:
    """Return the place for a window, dialog or page by its published name."""
    return WINDOW_HELP.get(name, CONTENTS)


def half_help(health: HalfHealth, *, is_amazon: bool) -> str:
    """Return the place for what is shown of a half of an account."""
    reason = health.reason or ""
    if health.state is State.REAUTHORISE and reason not in MESSAGE_HELP:
        return message_help(grant_key(is_amazon, reason))
    if health.state in _TOLD_BY_REASON and reason in MESSAGE_HELP:
        return MESSAGE_HELP[reason]
    return _STATE_HELP.get(health.state, "keeping-alive#what-the-states-mean")
