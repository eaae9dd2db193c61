"""How the regions stand on page 1: large cards in two columns, small ones in as many as fit. Knows no draft."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from lmb_desktop.core.marketplaces import Marketplace, Region
from lmb_desktop.widgets.choice_card import ChoiceCard
from lmb_desktop.widgets.unmarked import unmarked

BETWEEN_CARDS = 12
BETWEEN_SMALL_CARDS = 8
SMALL_COLUMNS = (5, 4, 3)


class CardGrid(QWidget):
    """Lays cards of equal width out in the largest of the given numbers of columns that fits."""

    def __init__(self, cards: Sequence[ChoiceCard], columns: Sequence[int], spacing: int) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._choices = tuple(columns)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self._lay_out(self._choices[-1])

    @property
    def columns(self) -> int:
        """Return how many columns there are now."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._lay_out(self._fitting(event.size().width()))

    def _fitting(self, width: int) -> int:
        widest = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        spacing = self._grid.spacing()
        fitting = (count for count in self._choices if count * widest + (count - 1) * spacing <= width)
        return next(fitting, self._choices[-1])

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(self._choices[0]):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)


def card_for(region: Region) -> ChoiceCard:
    """Return the card of a region, named for automation; small regions show their name only."""
    if region.is_small_card:
        spoken = f"{region.name}, {_domains(region.all_marketplaces)}"
        card = ChoiceCard(region.slug, region.short_name, is_small=True, spoken=spoken)
        card.setToolTip(unmarked(spoken))
    else:
        card = ChoiceCard(region.slug, region.name, _domains(region.all_marketplaces), detail=_countries(region))
    card.setObjectName(f"region_{region.slug}")
    card.setAccessibleIdentifier(f"region_{region.slug}")
    return card


def _domains(marketplaces: Sequence[Marketplace]) -> str:
    """Return the addresses, the first in full and the others by their endings."""
    first, *others = (marketplace.domain for marketplace in marketplaces)
    # The endings stay apart by two spaces, as columns of a table would.
    return "  ".join([first, *(domain.removeprefix("amazon") for domain in others)])


def _countries(region: Region) -> str:
    """Return the country names where there are several; a region of one country says it in its title."""
    names = ", ".join(marketplace.country for marketplace in region.marketplaces)
    if len(region.all_marketplaces) == 1:
        return ""
    if not region.later_marketplaces:
        return names
    later = ", ".join(marketplace.country for marketplace in region.later_marketplaces)
    text = QCoreApplication.translate("region_cards", "{countries}; also {later_countries}")
    return text.format(countries=names, later_countries=later)
