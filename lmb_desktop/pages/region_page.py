"""Page 1: the region picker. One card per region, all from the marketplace data."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.region_cards import BETWEEN_CARDS, BETWEEN_SMALL_CARDS, SMALL_COLUMNS, CardGrid, card_for
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.widgets.choice_card import ChoiceCard
from lmb_desktop.widgets.choice_card_group import ChoiceCardGroup
from lmb_desktop.widgets.typography import TextLabel


class RegionPage(AccountPage):
    """Ask where the account sells."""

    next_wanted = Signal()
    """A card was double-clicked: chosen, and on to the next page."""

    def __init__(self, session: WizardSession, parts: PageParts) -> None:
        super().__init__("regionPage", session, parts)
        self._arrived = session.draft
        self.group = ChoiceCardGroup(self)
        self._build()
        self.set_titles(
            self.tr("Where does this account sell?"),
            self.tr("One connection covers every marketplace of the region you choose."),
        )
        self.hint.set_text(self.tr("Sells in two regions? Add one account for each; every region has its own sign-in."))
        self.group.chosen.connect(self._on_chosen)
        self.group.double_clicked.connect(self._on_double_clicked)

    def initializePage(self) -> None:
        """Show the region of the draft; nothing is chosen on first arrival."""
        self._arrive()

    def showEvent(self, event: QShowEvent) -> None:
        """Take note of the answers on arrival; a region tried and left again changes none of them."""
        super().showEvent(event)
        if not event.spontaneous():
            self._arrive()

    def isComplete(self) -> bool:
        """Tell whether a region is chosen."""
        return bool(self.draft.region)

    def first_focus(self) -> QWidget | None:
        """Return the chosen card, or the first one."""
        cards = self.group.cards()
        return next((card for card in cards if card.key() == self.draft.region), cards[0])

    def step_answer(self) -> str:
        """Return the region's name."""
        return self.parts.book.region(self.draft.region).name if self.draft.region else ""

    def _build(self) -> None:
        large = [card_for(region) for region in self.parts.book.regions if not region.is_small_card]
        small = [card_for(region) for region in self.parts.book.regions if region.is_small_card]
        for card in large + small:
            self.group.add(card)
        self.body.addWidget(CardGrid(large, (2,), BETWEEN_CARDS))
        self.body.addSpacing(20)
        self.body.addWidget(TextLabel(self.tr("Other countries"), role="strong"))
        self.body.addSpacing(8)
        self.body.addWidget(CardGrid(small, SMALL_COLUMNS, BETWEEN_SMALL_CARDS))
        self.body.addStretch(1)
        _chain_tab_order(large + small)

    def _arrive(self) -> None:
        self._arrived = self.draft
        if self.group.chosen_key() != self.draft.region:
            self.group.choose(self.draft.region)

    def _on_chosen(self, slug: str) -> None:
        # Arrow keys pass over regions: each choice counts from the answers on arrival, not from the card before.
        self.set_draft(self._arrived.with_region(slug))
        self.main_step_changed.emit()

    def _on_double_clicked(self, slug: str) -> None:
        self._on_chosen(slug)
        self.next_wanted.emit()


def _chain_tab_order(cards: list[ChoiceCard]) -> None:
    for before, after in pairwise(cards):
        QWidget.setTabOrder(before, after)
