"""The ways to a ledger as cards: the providers, and connections that exist. Starts nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.core.health import State
from lmb_desktop.core.overview import LinkView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.pages.sharing_panel import Fit, SharingPanel
from lmb_desktop.widgets.buttons import LinkButton, MainButton
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.permissions import permission_lines
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel

CANNOT_BE_SHARED = (State.REAUTHORISE, State.NOT_FINISHED)
"""States of a connection that needs a new sign-in first."""


class ProviderCard(Card):
    """One provider: what it is asked to allow, and the button that starts."""

    connect_wanted = Signal(object)
    """A Provider."""
    app_credentials_wanted = Signal(str)

    def __init__(self, provider: Provider) -> None:
        super().__init__()
        self._provider = provider
        is_xero = provider is Provider.XERO
        self._title = "Xero" if is_xero else "QuickBooks Online"
        self.button = MainButton(self.tr("Connect to &Xero") if is_xero else self.tr("Connect to &QuickBooks"))
        self.button.setObjectName("connectXeroButton" if is_xero else "connectQuickBooksButton")
        self.button.setAccessibleIdentifier(self.button.objectName())
        self.button.clicked.connect(lambda: self.connect_wanted.emit(provider))
        self._needs = TextLabel("", "small", muted=True, wrap=True)
        self._credentials = LinkButton(self.tr("App credentials…"))
        self._credentials.setObjectName(f"{provider.value}AppCredentialsButton")
        self._credentials.setAccessibleIdentifier(self._credentials.objectName())
        self._credentials.clicked.connect(lambda: self.app_credentials_wanted.emit(provider.value))
        self._needs.setText(self.tr("Needs the ID of your own {provider} app.").format(provider=provider.label))
        self._lay_out()

    def show_state(self, *, is_configured: bool, is_busy: bool) -> None:
        """Show whether a sign-in can be started."""
        self.button.setEnabled(is_configured and not is_busy)
        for part in (self._needs, self._credentials):
            part.setHidden(is_configured)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Sign("ledger", 24))
        head.addWidget(TextLabel(self._title, "section"), 1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(TextLabel(self.tr("You will be asked to allow LMB Desktop to"), muted=True, wrap=True))
        for line in permission_lines(self._provider):
            column.addLayout(_tick(line))
        column.addStretch(1)
        column.addSpacing(10)
        button = QHBoxLayout()
        button.addWidget(self.button)
        button.addStretch(1)
        column.addLayout(button)
        column.addWidget(self._needs)
        column.addWidget(self._credentials)


def shareable(links: Sequence[LinkView]) -> list[LinkView]:
    """Return the connections that another account may use as they are."""
    return [view for view in links if view.health.state not in CANNOT_BE_SHARED]


def _tick(line: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Sign("granted", 16, "ok_ink"))
    row.addWidget(TextLabel(line, wrap=True), 1)
    return row


class LedgerChoices(QWidget):
    """Everything the page offers before a sign-in: sharing first where there is something to share."""

    connect_wanted = Signal(object)
    share_wanted = Signal(str)
    app_credentials_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sharing = SharingPanel()
        self.cards = {provider: ProviderCard(provider) for provider in Provider}
        self._other = TextLabel(self.tr("Or connect another"), "strong")
        cards = QHBoxLayout()
        cards.setSpacing(14)
        for card in self.cards.values():
            cards.addWidget(card, 1)
            card.connect_wanted.connect(self.connect_wanted)
            card.app_credentials_wanted.connect(self.app_credentials_wanted)
        self.sharing.share_wanted.connect(self.share_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sharing)
        column.addWidget(self._other)
        column.addLayout(cards)

    def show_links(
        self,
        links: Sequence[LinkView],
        suggested_link_id: str,
        of_client: Collection[str] = frozenset(),
        *,
        fit: Fit = lambda _link: (),
    ) -> None:
        """Offer the connections that can be shared, or no sharing at all; `fit` tells what does not fit of one."""
        offered = shareable(links)
        self.sharing.show_links(offered, suggested_link_id, of_client, fit=fit)
        self.sharing.setHidden(not offered)
        self._other.setHidden(not offered)
        self._other.setContentsMargins(0, 20, 0, 10)

    def button(self, provider: Provider) -> MainButton:
        """Return the button that connects a provider."""
        return self.cards[provider].button
