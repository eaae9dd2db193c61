"""What every route of the practice services works with: the standing parts, and the grants of the current request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, current_app, g

from lmb_desktop.practice.clock import PracticeClock
from lmb_desktop.practice.connections import Connections
from lmb_desktop.practice.faults import Faults
from lmb_desktop.practice.grants import Grants
from lmb_desktop.practice.people import People
from lmb_desktop.practice.rates import Rates
from lmb_desktop.practice.registered_apps import RegisteredApps
from lmb_desktop.practice.request_log import RequestLog
from lmb_desktop.practice.state import State


@dataclass(frozen=True)
class Parts:
    """The parts that live as long as the server."""

    state: State
    clock: PracticeClock
    people: People
    apps: RegisteredApps
    faults: Faults
    rates: Rates
    log: RequestLog
    control_key: str


@dataclass(frozen=True)
class ServiceFace:
    """How one service words the refusals that any of its routes may have to give."""

    throttled: Callable[[], Response]
    unavailable: Callable[[], Response]


def parts() -> Parts:
    """Return the standing parts of the server that answers this request."""
    found: Parts = current_app.extensions["practice"]
    return found


def grants() -> Grants:
    """Return the grants as this request's transaction sees them."""
    return Grants(g.transaction.db, parts().clock)


def connections() -> Connections:
    """Return the Xero connections as this request's transaction sees them."""
    return Connections(g.transaction.db, parts().clock)
