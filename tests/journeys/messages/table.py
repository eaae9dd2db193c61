"""The table: every message with every way to provoke it."""

from __future__ import annotations

from tests.journeys.messages import (
    rows_again,
    rows_amazon,
    rows_apps,
    rows_consent,
    rows_fields,
    rows_ledger,
    rows_network,
)
from tests.journeys.messages.case import Case

PARTS = (rows_fields, rows_amazon, rows_consent, rows_again, rows_apps, rows_network, rows_ledger)
TABLE: list[Case] = [case for part in PARTS for case in part.ROWS]
