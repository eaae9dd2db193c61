"""The catalogue of messages in English: id, kind, title, text and the one thing to do."""

from __future__ import annotations

from lmb_desktop.core.catalogue.amazon import AMAZON_MESSAGES, FIELD_MESSAGES
from lmb_desktop.core.catalogue.checked import CHECKED_MESSAGES
from lmb_desktop.core.catalogue.ledger import LEDGER_MESSAGES
from lmb_desktop.core.catalogue.start import START_MESSAGES
from lmb_desktop.core.catalogue.stores import STORE_MESSAGES
from lmb_desktop.core.catalogue.template import Template
from lmb_desktop.core.catalogue.way import WAY_MESSAGES

CATALOGUE = (
    FIELD_MESSAGES
    | AMAZON_MESSAGES
    | WAY_MESSAGES
    | {"timed-out": WAY_MESSAGES["offline"]}
    | LEDGER_MESSAGES
    | CHECKED_MESSAGES
    | STORE_MESSAGES
    | START_MESSAGES
)

__all__ = ["CATALOGUE", "Template"]
