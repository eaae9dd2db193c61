"""The marketplaces of one account in an account file. Reads them; which of them there are is not judged here."""

from __future__ import annotations

from typing import Any

from lmb_desktop.core.account import Participation
from lmb_desktop.core.file_values import flag_in, text_in

MOST_MARKETPLACES = 100
"""Amazon has some two dozen marketplaces in all its regions together; there is room for those to come."""


class TooManyMarketplaces(Exception):
    """An account names more marketplaces than there can be."""


def participations_in(found: Any) -> tuple[Participation, ...]:
    """Return the marketplaces of an account; raises TooManyMarketplaces, ValueError, TypeError or KeyError."""
    if not isinstance(found, list):
        raise TypeError("participations")
    if len(found) > MOST_MARKETPLACES:
        raise TooManyMarketplaces
    return tuple(map(_participation, found))


def _participation(entry: dict[str, Any]) -> Participation:
    return Participation(
        marketplace_id=text_in(entry, "marketplace_id"),
        country=text_in(entry, "country"),
        country_code=text_in(entry, "country_code"),
        currency=text_in(entry, "currency"),
        is_participating=flag_in(entry, "is_participating"),
        has_suspended_listings=flag_in(entry, "has_suspended_listings"),
    )
