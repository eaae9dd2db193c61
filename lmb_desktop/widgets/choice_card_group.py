"""Several choice cards of which one is chosen: one tab stop, moved by arrows, Home, End and letters."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup

from lmb_desktop.widgets.choice_card import ChoiceCard

_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPWARDS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ChoiceCardGroup(QObject):
    """Keeps the cards exclusive and in order; says what was chosen."""

    chosen = Signal(str)
    double_clicked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Build an empty group."""
        super().__init__(parent)
        self._cards: list[ChoiceCard] = []
        self._buttons = QButtonGroup(self)
        self._buttons.buttonToggled.connect(self._on_toggled)

    def add(self, card: ChoiceCard) -> None:
        """Add a card after those that are there."""
        self._cards.append(card)
        self._buttons.addButton(card)
        card.key_pressed.connect(self._on_key)
        card.double_clicked.connect(self.double_clicked)
        self._keep_one_tab_stop()

    def cards(self) -> tuple[ChoiceCard, ...]:
        """Return the cards in their order."""
        return tuple(self._cards)

    def chosen_key(self) -> str:
        """Return which card is chosen; an empty text when none is."""
        return next((card.key() for card in self._cards if card.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose a card; an empty key chooses none. Raises KeyError when no card has this key."""
        if not key:
            self._clear()
        elif (card := next((card for card in self._cards if card.key() == key), None)) is None:
            raise KeyError(key)
        else:
            card.setChecked(True)

    def focus(self) -> None:
        """Give the focus to the chosen card, or to the first one."""
        if self._cards:
            self._tab_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._buttons.setExclusive(False)
        for card in self._cards:
            card.setChecked(False)
        self._buttons.setExclusive(True)
        self._keep_one_tab_stop()

    def _on_toggled(self, button: ChoiceCard, is_chosen: bool) -> None:
        self._keep_one_tab_stop()
        if is_chosen:
            self.chosen.emit(button.key())

    def _tab_stop(self) -> ChoiceCard:
        return next((card for card in self._cards if card.isChecked()), self._cards[0])

    def _keep_one_tab_stop(self) -> None:
        stop = self._tab_stop()
        for card in self._cards:
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is stop else Qt.FocusPolicy.ClickFocus)

    def _on_key(self, event: QKeyEvent) -> None:
        card = self.sender()
        if isinstance(card, ChoiceCard) and (target := self._target(card, event)) is not None:
            event.accept()
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            target.setChecked(True)

    def _target(self, card: ChoiceCard, event: QKeyEvent) -> ChoiceCard | None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Home:
            return self._cards[0]
        if key == Qt.Key.Key_End:
            return self._cards[-1]
        if key in _SIDEWAYS:
            return self._beside(card, _SIDEWAYS[key])
        if key in _UPWARDS:
            return self._above_or_below(card, _UPWARDS[key])
        return self._beginning_with(card, event)

    def _beside(self, card: ChoiceCard, step: int) -> ChoiceCard:
        if card.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        return self._cards[(self._cards.index(card) + step) % len(self._cards)]

    def _above_or_below(self, card: ChoiceCard, step: int) -> ChoiceCard:
        here = card.geometry().center()
        others = [other for other in self._cards if (other.geometry().center().y() - here.y()) * step > 0]

        def distance(other: ChoiceCard) -> tuple[int, int]:
            there = other.geometry().center()
            return abs(there.y() - here.y()), abs(there.x() - here.x())

        # At the edge, or before the cards are laid out, the order decides and goes round.
        return min(others, key=distance) if others else self._cards[(self._cards.index(card) + step) % len(self._cards)]

    def _beginning_with(self, card: ChoiceCard, event: QKeyEvent) -> ChoiceCard | None:
        letter = event.text().casefold()
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() not in plain or not letter.strip():
            return None
        at = self._cards.index(card) + 1
        following = self._cards[at:] + self._cards[:at]
        return next((other for other in following if other.text().casefold().startswith(letter)), None)
