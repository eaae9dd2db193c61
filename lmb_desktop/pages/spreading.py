"""Spreads a pasted text with several details over the fields of page 3. Finds nothing itself and shows no notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.pasted_details import READ_AT_MOST, PastedDetails, read_details
from lmb_desktop.core.seller_credentials import ShapeFault
from lmb_desktop.pages.checked_field import CheckedField
from lmb_desktop.widgets.paste_line import PasteLine

SECRETS = frozenset({"token", "client_secret"})
NAMES = frozenset({"client", "name"})
"""Fields in which any words may stand."""


@dataclass(frozen=True)
class Spread:
    """What became of a pasted text, by the names of the fields; it holds no value."""

    filled: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    """Fields in which something else stood before."""
    left_out: tuple[str, ...] = ()
    """Details for which no field is asked."""
    ambiguous: tuple[str, ...] = ()
    is_other_seller: bool = False
    """The Seller ID is fixed here, and the text names another one."""
    method: Method | None = None


class Spreading(QObject):
    """Take what is pasted into a line, where it holds more than that line's own value."""

    spread = Signal(object)
    """A Spread: the fields are filled in."""
    file_dropped = Signal()

    def __init__(
        self,
        fields: Mapping[str, CheckedField],
        shown_fields: Callable[[], tuple[CheckedField, ...]],
        *,
        book: MarketplaceBook,
        parent: QObject,
    ) -> None:
        """Build it for the fields by name, of which some are shown."""
        super().__init__(parent)
        self._fields = fields
        self._shown_fields = shown_fields
        self._book = book

    def watch(self, name: str, line: object) -> None:
        """Take part in what is pasted into a line."""
        assert isinstance(line, PasteLine)
        line.offer_to(lambda text: self._is_taken(name, text))
        line.file_dropped.connect(self.file_dropped)

    def _is_taken(self, at: str, text: str) -> bool:
        details = read_details(text, self._book)
        if not self._is_more(at, text, details):
            return False
        self._fill(details)
        return True

    def _is_more(self, at: str, text: str, details: PastedDetails) -> bool:
        """Tell whether a text is more than one value for the field it was pasted into."""
        if details.ambiguous or len(details.found) > 1 or (details.found and details.marketplace_id):
            return True
        if not details.found:
            return False
        name = details.found[0]
        if name in SECRETS and at not in SECRETS:
            # It could be read there by anybody; a name would even be kept where no secret belongs.
            return True
        if at in NAMES:
            return False
        alone = self._fields[name].cleaned(text[:READ_AT_MOST])
        return " " in alone and alone != details.value(name)

    def _fill(self, details: PastedDetails) -> None:
        filled, replaced, left_out, is_other_seller = [], [], [], False
        for name in details.found:
            field, value = self._fields[name], details.value(name)
            if self._is_open(field):
                filled.append(name)
                replaced += [name] if field.text not in ("", value) else []
                field.put_in(value)
            elif name != "seller_id":
                left_out.append(name)
            else:
                is_other_seller = field.text not in ("", value)
        self._say_mistaken(details)
        self.spread.emit(
            Spread(
                tuple(filled),
                tuple(replaced),
                tuple(left_out),
                details.ambiguous,
                is_other_seller=is_other_seller,
                method=details.method,
            )
        )

    def _say_mistaken(self, details: PastedDetails) -> None:
        marketplace, field = self._book.marketplace(details.marketplace_id), self._fields["seller_id"]
        if marketplace is not None and self._is_open(field) and not field.text:
            field.say(ShapeFault("seller_id", "A-01", {"country": marketplace.country}))

    def _is_open(self, field: CheckedField) -> bool:
        return field in self._shown_fields() and not field.line.isReadOnly()
