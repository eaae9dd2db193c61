"""The choice of the client that accounts move to. It asks where a ledger connection would serve two clients."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.account import folded
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.widgets.client_combo import ClientCombo
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.question import Question, ask

_WIDTH = 480


class MoveDialog(DialogFrame):
    """Ask which client accounts belong to."""

    client_chosen = Signal(str)
    """The name of the client, an empty text for none; not sent where nothing would change."""

    def __init__(self, views: Sequence[AccountView], known: Overview, parent: QWidget | None = None) -> None:
        """Ask about these accounts."""
        title = self._title(views)
        super().__init__("moveToClientDialog", self.tr("{title} – LMB Desktop").format(title=title), parent)
        self._views = views
        self._known = known
        self.client = ClientCombo("moveClientCombo")
        self.client.offer(view.account.client for view in known.accounts if view.account.client)
        former = {view.account.client or "" for view in views}
        self.client.fill(former.pop() if len(former) == 1 else "")
        hint = self.tr("A new name makes a new client. Leave it empty for no client.")
        self.body.addWidget(PageHeader(title, self.tr("Sign-ins, checks and history stay as they are.")))
        self.body.addWidget(Field(self.tr("C&lient"), self.client, hint))
        self.body.addStretch(1)
        self.add_main_button(self.tr("&Move"), "moveButton").clicked.connect(self._on_move)
        self.add_closing_button(self.tr("Cancel"), "cancelMoveButton")
        self.setMinimumWidth(_WIDTH)
        self.client.line.selectAll()
        self.client.setFocus()

    def _on_move(self) -> None:
        sharing = self._sharing()
        if all(folded(view.account.client or "") == folded(self.client.client) for view in self._views):
            self.accept()
        elif sharing:
            ask(self, self._question(sharing), self._move)
        else:
            self._move()

    def _move(self) -> None:
        self.client_chosen.emit(self.client.client)
        self.accept()

    def _sharing(self) -> list[AccountView]:
        """Return the accounts of other clients that would use the same connections."""
        moved, client = {view.account.id for view in self._views}, folded(self.client.client)
        links = {view.account.link_id for view in self._views if view.account.link_id}
        return [
            view
            for view in self._known.accounts
            if view.account.id not in moved
            and view.account.link_id in links
            and folded(view.account.client or "") != client
        ]

    def _question(self, sharing: Sequence[AccountView]) -> Question:
        organisations = sorted({view.link.organisation_name for view in sharing if view.link is not None})
        names = ", ".join(view.account.name for view in sharing)
        text = self.tr(
            "{accounts} stays with another client and posts to the same organisation. A ledger connection is meant "
            "for one client."
        )
        several = self.tr(
            "{accounts} stay with another client and post to the same organisation. A ledger connection is meant for "
            "one client."
        )
        return Question(
            self.tr("Share {organisation} between two clients?").format(organisation=", ".join(organisations)),
            (several if len(sharing) > 1 else text).format(accounts=names),
            stay=self.tr("Cancel"),
            go=self.tr("Move all the same"),
        )

    def _title(self, views: Sequence[AccountView]) -> str:
        if len(views) == 1:
            return self.tr("Move {account} to another client").format(account=views[0].account.name)
        return counted("MoveDialog", "Move %n accounts to another client", len(views))
