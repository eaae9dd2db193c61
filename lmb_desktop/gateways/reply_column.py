"""The last reply about a half as it stands in a column: masked, bounded, and nothing where there is none."""

from __future__ import annotations

import json
from functools import lru_cache

from lmb_desktop.core.errors.family import Fact
from lmb_desktop.core.last_reply import NO_REPLY, LastReply
from lmb_desktop.gateways.masking import mask

LONGEST_DETAILS = 2_000
"""Characters of the technical reply that are kept."""
LONGEST_FACT = 200


def reply_text(reply: LastReply) -> str | None:
    """Return a reply as it stands in a row. It was masked where it came in; here is the net below that."""
    if reply == NO_REPLY:
        return None
    facts = {name: _bounded(fact) for name, fact in reply.facts}
    details = mask(reply.details)[:LONGEST_DETAILS]
    return json.dumps({"slug": reply.slug, "facts": facts, "details": details})


@lru_cache(maxsize=1024)
def reply_of(text: str | None) -> LastReply:
    """Return the reply that stands in a row; where nothing is reached, all halves have the same.

    What cannot be read is no reply: it only explains, and must not make the accounts unreadable.
    """
    if not text:
        return NO_REPLY
    try:
        found = json.loads(text)
        slug, facts, details = found["slug"], found["facts"], found["details"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return NO_REPLY
    is_whole = isinstance(slug, str) and isinstance(details, str) and isinstance(facts, dict)
    is_known = is_whole and all(isinstance(fact, Fact) for fact in facts.values())
    return LastReply(slug, tuple(facts.items()), details) if is_known else NO_REPLY


def _bounded(fact: Fact) -> Fact:
    return mask(fact)[:LONGEST_FACT] if isinstance(fact, str) else fact
