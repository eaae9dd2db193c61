"""Quick services: Amazon, Xero and Intuit in the barest form, each answer after a fixed time.

They stand in where a thousand accounts are checked: the practice services know few people, and would be measured too.
`quick_services(seconds)` runs them in a process of their own; a GET of /counts tells how often each lane was asked.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

from bench.children import ROOT, environment

REGIONS = {"na": "ATVPDKIKX0DER", "eu": "A1F83G8C2ARO7P", "fe": "A39IBJ37TRP1C6"}
TOKENS = {
    "token_type": "bearer",
    "expires_in": 3600,
    "access_token": "access",
    "refresh_token": "refresh",
    "x_refresh_token_expires_in": 8_640_000,
}


@dataclass(frozen=True)
class Quick:
    """Running quick services."""

    base_url: str

    @property
    def settings_toml(self) -> str:
        """Return service settings that point at them."""
        ends = {
            "amazon_token": "/amazon/token",
            "sp_api_na": "/amazon/na",
            "sp_api_eu": "/amazon/eu",
            "sp_api_fe": "/amazon/fe",
            "xero_token": "/xero/token",
            "xero_connections": "/xero/connections",
            "xero_api": "/xero/api",
            "quickbooks_token": "/quickbooks/token",
            "quickbooks_api": "/quickbooks/api",
        }
        lines = [f'{name} = "{self.base_url}{path}"' for name, path in ends.items()]
        apps = (
            '[amazon]\nclient_id = "bench"\nclient_secret = "bench"\n[xero]\nclient_id = "bench"\n'
            '[quickbooks]\nclient_id = "bench"\nclient_secret = "bench"\nenvironment = "sandbox"\n'
        )
        return "\n".join([apps + "[endpoints]", *lines, ""])

    def counts(self) -> dict[str, int]:
        """Return how many questions came to each provider."""
        found: dict[str, int] = requests.get(f"{self.base_url}/counts", timeout=30).json()
        return found


@contextmanager
def quick_services(seconds: float) -> Iterator[Quick]:
    """Start them, and end them at the end of the with-block."""
    command = [sys.executable, "-m", "bench.quick_services", str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Quick(f"http://127.0.0.1:{int(process.stdout.readline())}")
        process.terminate()


class _Services:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._counts: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's questions, one after the other."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if _is_length(line)), 0)
                await reader.readexactly(length)
                body = json.dumps(await self._answer(head.split(b" ")[1].decode())).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
                )
                writer.write(body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, path: str) -> object:
        lane = path.split("/")[1]
        if lane == "counts":
            return dict(self._counts)
        self._counts[lane] += 1
        await asyncio.sleep(self._seconds)
        if path.endswith("/token"):
            return TOKENS
        if path.endswith("/marketplaceParticipations"):
            return {"payload": [_participation(REGIONS[path.split("/")[2]])]}
        if path.endswith("/Organisation"):
            return {"Organisations": [{"Name": "Practice business", "CountryCode": "GB", "BaseCurrency": "GBP"}]}
        if "/companyinfo/" in path:
            return {"CompanyInfo": {"CompanyName": "Practice business", "Country": "GB"}}
        return {}


def _is_length(line: bytes) -> bool:
    return line.lower().startswith(b"content-length:")


def _participation(marketplace_id: str) -> dict[str, object]:
    return {
        "marketplace": {"id": marketplace_id, "defaultCurrencyCode": "GBP"},
        "storeName": "Practice business",
        "participation": {"isParticipating": True, "hasSuspendedListings": False},
    }


async def _main(seconds: float) -> None:
    server = await asyncio.start_server(_Services(seconds).serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(float(sys.argv[1])))
