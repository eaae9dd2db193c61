"""What is kept of an error: enough to say once more what it said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.last_reply import NO_REPLY, LastReply
from lmb_desktop.core.messages import message_for


def family(root: type[errors.LmbError] = errors.LmbError) -> Iterator[type[errors.LmbError]]:
    """Return every kind of error."""
    yield root
    for kind in root.__subclasses__():
        yield from family(kind)


@pytest.mark.parametrize("kind", list(family()), ids=lambda kind: kind.slug)
def test_every_error_comes_back_as_its_own_kind_with_its_facts(kind: type[errors.LmbError]) -> None:
    error = kind(details="status 400", service="Amazon", minutes=3, field="token", fault="empty-token")
    told = LastReply.of(error).error()
    assert (type(told), told.facts, told.details) == (kind, error.facts, error.details)


def test_what_it_says_is_what_the_error_said() -> None:
    error = errors.WrongRegion(found="Europe", found_slug="europe", chosen="Japan", details="status 403")
    assert message_for(LastReply.of(error).error()) == message_for(error)


@pytest.mark.parametrize("reply", [NO_REPLY, LastReply("of-a-later-version", (("a", 1),), "status 400")])
def test_what_is_not_known_here_is_no_error(reply: LastReply) -> None:
    assert reply.error() is None
