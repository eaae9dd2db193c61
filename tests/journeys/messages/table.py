"""The table: every message with every way to provoke it."""

from __future__ import annotations

from tests.journeys.messages import rows_amazon, rows_consent, rows_fields
from tests.journeys.messages.case import Case

TABLE: list[Case] = [*rows_fields.ROWS, *rows_amazon.ROWS, *rows_consent.ROWS]
