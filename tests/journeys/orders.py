"""The control interface of a practice server, as the tests of the journeys use it."""

from __future__ import annotations

from typing import Any

import requests

from lmb_desktop.practice import PracticeServer
from tests.journeys.walk import Details


class Orders:
    """Give orders to a practice server."""

    def __init__(self, server: PracticeServer) -> None:
        self._server = server

    def __call__(self, order: str, **facts: Any) -> Any:
        """Give one order and return what came back."""
        headers = {"X-Practice-Key": self._server.control_key}
        address = f"{self._server.control_url}/{order}"
        reply = requests.post(address, json=facts, headers=headers, timeout=10)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def details(self, seller: str, region: str, *, method: str = "sp-api") -> Details:
        """Let a seller authorise our app, and return what is brought back from Seller Central."""
        brought = self("authorise", seller=seller, region=region, method=method)
        return Details(brought["seller_id"], brought.get("refresh_token") or brought["mws_auth_token"])

    def routes(self) -> dict[str, int]:
        """Return how many requests each route got."""
        counts: dict[str, int] = self("counts")["routes"]
        return counts
