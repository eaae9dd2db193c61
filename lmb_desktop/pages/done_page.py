"""Page 5: what was really saved, read from the store and not from the fields, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lmb_desktop.core.health import HalfHealth, State
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.pages.done_facts import amazon_facts, ledger_facts
from lmb_desktop.pages.page import AccountPage
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.messages import message_for, show_message
from lmb_desktop.widgets.picture import Picture
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel


class DonePage(AccountPage):
    """Tell what is connected now."""

    another_wanted = Signal(Overview)
    """The user wants to add another account; carries what is known now."""

    def __init__(self, session: WizardSession, parts: PageParts) -> None:
        super().__init__("donePage", session, parts)
        self.setFinalPage(True)
        self._shown = Overview()
        self._amazon = _HalfColumn()
        self._ledger = _HalfColumn()
        self.add_another = MainButton(self.tr("&Add another account"))
        self.add_another.setObjectName("addAnotherButton")
        self.add_another.setAccessibleIdentifier("addAnotherButton")
        self.add_another.setIcon(icon("add"))
        self.add_another.clicked.connect(lambda: self.another_wanted.emit(self._shown))
        self.summary = self._build_summary()
        self.body.addWidget(self.summary)
        self.body.addSpacing(24)
        self.body.addWidget(TextLabel(self.tr("What next"), role="section"))
        self.body.addSpacing(12)
        self._running_title = TextLabel("", role="strong", wrap=True)
        self._running_text = TextLabel("", muted=True, wrap=True)
        self.body.addLayout(_next_step("check", self._running_title, self._running_text))
        self.body.addSpacing(16)
        title = TextLabel(self.tr("Connect the next account"), role="strong", wrap=True)
        text = TextLabel(self.tr("Another region of the same seller, or the next client."), muted=True, wrap=True)
        self.body.addLayout(_next_step("add", title, text, button=self.add_another))
        self.body.addStretch(1)

    def initializePage(self) -> None:
        """Read what was saved and show it."""
        self.set_titles(self.draft.name, "")
        self.summary.setVisible(False)
        account_id = self.draft.account_id
        self.hold(
            self.parts.tasks.run(
                self,
                lambda _cancel: self.parts.work.connections.overview(),
                lambda overview: self._show(overview, account_id),
                lambda error: show_message(self.notice, message_for(error), action=""),
            )
        )

    def isComplete(self) -> bool:
        """Answer that nothing is missing any more: both halves are saved before this page opens."""
        return True

    def may_go_back(self) -> bool:
        """Answer no: the ledger page was the commit page."""
        return False

    def _show(self, overview: Overview, account_id: str) -> None:
        self._shown = overview
        view = overview.view(account_id)
        if view is None:
            return
        self._show_titles(view)
        self._amazon.show_half(self.tr("Amazon"), view.seller, amazon_facts(view, self.parts.book, self))
        self._ledger.show_half(self._provider(view), view.ledger, ledger_facts(view, self))
        self._show_next_step(view)
        self.summary.setVisible(True)
        self.summary.setAccessibleDescription("\n".join((self._amazon.spoken, self._ledger.spoken)))

    def _show_titles(self, view: AccountView) -> None:
        name = view.account.name
        if view.seller.state is State.OK and view.ledger.state in (State.OK, State.ATTENTION, State.URGENT):
            title = self.tr("{account} is connected").format(account=name)
            subtitle = self.tr("Both halves answered a moment ago. Nothing has been sent to the ledger.")
        else:
            title = self.tr("{account} is saved").format(account=name)
            subtitle = self.tr("One half did not answer a moment ago; it is checked again.")
        self.set_titles(title, subtitle)

    def _show_next_step(self, view: AccountView) -> None:
        provider = self._provider(view)
        if self.parts.has_tray():
            title = self.tr("Leave LMB Desktop running in the tray")
            text = self.tr("It checks both halves and keeps the {provider} sign-in fresh by itself.")
        else:
            title = self.tr("Open LMB Desktop now and then")
            text = self.tr("Check all reads both halves and keeps the {provider} sign-in fresh.")
        self._running_title.setText(title)
        self._running_text.setText(text.format(provider=provider))

    def _provider(self, view: AccountView) -> str:
        return view.link.provider.label if view.link is not None else self.tr("Ledger")

    def _build_summary(self) -> Card:
        card = Card()
        card.setObjectName("doneSummary")
        card.setAccessibleIdentifier("doneSummary")
        layout = QHBoxLayout()
        layout.setSpacing(16)
        layout.addWidget(self._amazon, 1)
        layout.addWidget(Picture("joined"))
        layout.addWidget(self._ledger, 1)
        column = card.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(layout)
        return card


class _HalfColumn(QWidget):
    """One half in the summary: its sign, its name, its facts."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign("state-ok", 18)
        self._title = TextLabel("", role="section")
        self._facts = FactsPanel()
        self.spoken = ""
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addStretch(1)

    def show_half(self, title: str, health: HalfHealth, facts: list[Fact]) -> None:
        """Show a half with the sign of its state."""
        self._sign.set_state(health.state.value)
        self._title.setText(title)
        self._facts.set_rows(facts)
        self.spoken = f"{title}. " + " ".join(f"{fact.label}: {fact.value}." for fact in facts)


def _next_step(icon_name: str, title: TextLabel, text: TextLabel, *, button: QPushButton | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Sign(icon_name, 18, "accent_ink"))
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(title)
    words.addWidget(text)
    row.addLayout(words, 1)
    if button is not None:
        row.addWidget(button)
    return row
