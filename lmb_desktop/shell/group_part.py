"""The details of a client or of several accounts: how many, their states, their ledgers, what can be done with all."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.health import WORST_FIRST
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.picked import Picked
from lmb_desktop.shell.possible_acts import possible_acts
from lmb_desktop.shell.state_words import Half, account_word, state_word
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.typography import TextLabel

_NAMES = {
    Act.PAUSE: "pauseLink",
    Act.RESUME: "resumeLink",
    Act.MOVE_TO_CLIENT: "moveToClientLink",
    Act.EXPORT: "exportLink",
}


class GroupPart(QWidget):
    """Shows accounts together below their name or number."""

    act_wanted = Signal(object)
    """An Act for the accounts shown."""
    add_wanted = Signal(str)
    """A new account for the client of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the part, empty."""
        super().__init__(parent)
        self._client = ""
        self._states = FactsPanel()
        self._ledger_title = TextLabel(self.tr("Ledger connections"), "section")
        self._ledgers = FactsPanel()
        self.add_account = MainButton(self.tr("Add account for this c&lient…"), self)
        self.add_account.setObjectName("addForClientButton")
        self.add_account.setAccessibleIdentifier("addForClientButton")
        self.add_account.clicked.connect(lambda: self.add_wanted.emit(self._client))
        self._links = {act: self._link(act, text) for act, text in self._texts().items()}
        self._lay_out()

    def show_picked(self, picked: Picked) -> None:
        """Show a client or several accounts."""
        self._client = (picked.client.name or "") if picked.client is not None else ""
        self._states.set_rows(_state_rows(picked.views))
        ledgers = _ledger_rows(picked.views) if picked.client is not None else []
        self._ledgers.set_rows(ledgers)
        for part in (self._ledger_title, self._ledgers):
            part.setHidden(not ledgers)
        self.add_account.setVisible(bool(self._client))
        possible = possible_acts(picked.views) if len(picked.views) > 1 else frozenset()
        for act, link in self._links.items():
            link.setVisible(act in possible)

    def _link(self, act: Act, text: str) -> LinkButton:
        link = LinkButton(text, self)
        link.setObjectName(_NAMES[act])
        link.setAccessibleIdentifier(_NAMES[act])
        link.clicked.connect(lambda: self.act_wanted.emit(act))
        return link

    def _texts(self) -> dict[Act, str]:
        return {
            Act.PAUSE: self.tr("Pause"),
            Act.RESUME: self.tr("Resume"),
            Act.MOVE_TO_CLIENT: self.tr("Move to a client…"),
            Act.EXPORT: self.tr("Save for another computer…"),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Rule())
        for part in (self._states, self._ledger_title, self._ledgers, self.add_account):
            column.addWidget(part)
        links = QVBoxLayout()
        links.setSpacing(2)
        for link in self._links.values():
            links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(links)


def _state_rows(views: tuple[AccountView, ...]) -> list[Fact]:
    """Return each state in words with its number, worst first."""
    rank = {view.account.id: WORST_FIRST.index(view.state) for view in views}
    counts = Counter(account_word(view) for view in sorted(views, key=lambda view: rank[view.account.id]))
    return [Fact(word, str(count)) for word, count in counts.items()]


def _ledger_rows(views: tuple[AccountView, ...]) -> list[Fact]:
    """Return each ledger connection once, A to Z, with its state."""
    found = {view.link.id: view for view in views if view.link is not None}
    lines = []
    for view in found.values():
        if view.link is not None:
            state = state_word(view.ledger.state, Half.LEDGER)
            lines.append((view.link.organisation_name, f"{view.link.provider.label}\n{state}"))
    return [Fact(name, value) for name, value in sorted(lines, key=lambda line: line[0].casefold())]
