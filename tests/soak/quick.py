"""Makes the program's own waiting short: a year has too many outages for real pauses. Nothing else is changed."""

from __future__ import annotations

from typing import Any, cast

from lmb_desktop.gateways import web

PAUSES_S = (0.01, 0.03)


def shorten_pauses() -> None:
    """Let a request that is tried again be tried at once, for the life of this process."""
    cast("dict[str, Any]", web.Web.__init__.__kwdefaults__)["pauses_s"] = PAUSES_S
    web.LONGEST_WAIT_S = 0
