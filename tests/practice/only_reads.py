"""What the program may ask Amazon: questions that change nothing there. Told from a practice server's request log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lmb_desktop.practice import PracticeServer

READS = {
    "amazon.token": {"POST"},  # Login with Amazon knows no other way to ask for an access token
    "amazon.participations": {"GET"},
    "amazon.listings": {"GET"},
    "amazon.fees": {"POST"},  # getMyFeesEstimateForASIN is a question although it is posted (Product Fees API v0)
    "mws.sellers": {"POST"},  # so are all of MWS
}


def assert_only_reads(server: PracticeServer) -> None:
    """Look at everything a server was asked since its log was last forgotten; it may have been stopped already."""
    assert writes_in(server._parts.log.entries()) == []


def writes_in(requests: Iterable[Mapping[str, object]]) -> list[tuple[object, object]]:
    """Return method and path of everything that Amazon was asked besides."""
    asked = [entry for entry in requests if entry["service"] in ("amazon", "mws")]
    return [(one["method"], one["path"]) for one in asked if one["method"] not in READS.get(str(one["route"]), ())]
