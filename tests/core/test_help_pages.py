"""Where the help speaks of what: the place of a message and of the state of a half."""

import pytest

from lmb_desktop.core.errors import AppRefused, CertificateUntrusted, GrantEnded, InputError, LmbError, Offline
from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.help_of_messages import MESSAGE_HELP
from lmb_desktop.core.help_pages import CONTENTS, half_help, message_help, window_help
from lmb_desktop.core.messages import message_for


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (Offline(service="Amazon"), "offline"),
        (InputError(field="token", fault="A-04"), "A-04"),
        (GrantEnded(service="Amazon", reason="expired"), "grant-expired-amazon"),
        (GrantEnded(service="Xero", reason="idle-too-long"), "grant-idle"),
        (AppRefused(service="Xero"), "app-refused-ledger"),
        (CertificateUntrusted(service="Xero", host="api.xero.com"), "certificate-untrusted"),
    ],
)
def test_the_message_of_an_error_brings_its_place(error: LmbError, key: str) -> None:
    assert message_for(error).help_at == MESSAGE_HELP[key]


def test_what_nobody_has_written_about_leads_to_the_contents() -> None:
    assert message_help("a-message-of-tomorrow") == window_help("aWindowOfTomorrow") == CONTENTS


@pytest.mark.parametrize(
    ("state", "reason", "is_amazon", "place"),
    [
        (State.REAUTHORISE, "withdrawn", True, MESSAGE_HELP["grant-ended-amazon"]),
        (State.REAUTHORISE, "expired", True, MESSAGE_HELP["grant-expired-amazon"]),
        (State.REAUTHORISE, "idle-too-long", False, MESSAGE_HELP["grant-idle"]),
        (State.REAUTHORISE, "withdrawn", False, MESSAGE_HELP["grant-ended-ledger"]),
        (State.REAUTHORISE, "secret-lost", False, MESSAGE_HELP["secret-lost"]),
        (State.REAUTHORISE, "role-missing", True, MESSAGE_HELP["role-missing"]),
        (State.UNREACHABLE, "portal", True, MESSAGE_HELP["portal"]),
        (State.LOCKED, "keyring-missing", True, MESSAGE_HELP["keyring-missing"]),
        (State.NOT_FINISHED, "secret-not-kept", True, MESSAGE_HELP["secret-not-kept"]),
        (State.NOT_FINISHED, "not-connected", False, "first-steps#stop-and-carry-on"),
        (State.URGENT, "ends-soon", True, "keeping-alive#what-ends-and-when"),
        (State.PAUSED, None, True, "keeping-alive#paused-accounts"),
        (State.OK, None, True, "keeping-alive#what-the-states-mean"),
    ],
)
def test_a_half_has_the_place_of_what_is_said_about_it(
    state: State, reason: str | None, is_amazon: bool, place: str
) -> None:
    assert half_help(HalfHealth(state, reason), is_amazon=is_amazon) == place
