"""The acts as entries of menus: one for each act, with its text, its key, and whether it is possible now."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.possible_acts import possible_acts
from lmb_desktop.shell.state_words import Half, provider_name
from lmb_desktop.widgets.unmarked import unmarked

_NAMES = {
    Act.CARRY_ON: "carryOnAction",
    Act.CHECK: "checkNowAction",
    Act.SIGN_IN_LEDGER: "signInAgainAction",
    Act.REAUTHORISE_SELLER: "reauthoriseAmazonAction",
    Act.SELLER_APP: "amazonAppAction",
    Act.LEDGER_APP: "ledgerAppAction",
    Act.RENAME: "renameAction",
    Act.MOVE_TO_CLIENT: "moveToClientAction",
    Act.CHANGE_LEDGER: "changeLedgerAction",
    Act.PAUSE: "pauseAction",
    Act.RESUME: "resumeAction",
    Act.ASK_OWNER: "askOwnerAction",
    Act.OPEN_SELLER_CENTRAL: "openSellerCentralAction",
    Act.OPEN_LEDGER: "openLedgerAction",
    Act.DISCONNECT_LEDGER: "disconnectLedgerAction",
    Act.DISCONNECT_SELLER: "disconnectAmazonAction",
    Act.DELETE: "deleteAction",
    Act.EXPORT: "exportAction",
}
_APPS = (Act.SELLER_APP, Act.LEDGER_APP)
_MEND = (Act.CARRY_ON, *_APPS, Act.SIGN_IN_LEDGER, Act.REAUTHORISE_SELLER, Act.CHECK)
_ARRANGE = (Act.RENAME, Act.MOVE_TO_CLIENT, Act.CHANGE_LEDGER, Act.PAUSE, Act.RESUME, Act.ASK_OWNER)
_OPEN = (Act.OPEN_SELLER_CENTRAL, Act.OPEN_LEDGER)
_PART = (Act.DISCONNECT_LEDGER, Act.DISCONNECT_SELLER, Act.DELETE)
_SEVERAL = (Act.CHECK, Act.PAUSE, Act.RESUME, Act.MOVE_TO_CLIENT, Act.EXPORT)
GROUPS = (_MEND, _ARRANGE, _OPEN, _PART)


class AccountActions(QObject):
    """Holds an entry for each act and tells which one was chosen."""

    wanted = Signal(object)
    """An Act, for what is selected."""

    def __init__(self, window: QWidget) -> None:
        """Make the entries; they belong to the window, so that their keys work in all of it."""
        super().__init__(window)
        self._actions = {act: self._make(act, window) for act in Act}
        self._views: tuple[AccountView, ...] = ()
        self.show_possible(())

    def __getitem__(self, act: Act) -> QAction:
        return self._actions[act]

    def show_possible(
        self, views: Sequence[AccountView], checking: Collection[str] = (), without: Collection[Act] = ()
    ) -> None:
        """Write the entries for what is selected, and switch off what makes no sense for it; `without` never does."""
        self._views = tuple(views)
        possible = possible_acts(views, checking) - set(without)
        for act, action in self._actions.items():
            action.setEnabled(act in possible)
            action.setText(self._text(act))
            action.setToolTip(unmarked(self._why_not(act)) if act in without else "")
        for act in _APPS:
            self._actions[act].setVisible(act in possible)
        # One of the two is always there to be read; both are where some of several are paused.
        self._actions[Act.RESUME].setVisible(Act.RESUME in possible)
        self._actions[Act.PAUSE].setVisible(Act.PAUSE in possible or Act.RESUME not in possible)

    def add_to(self, menu: QMenu) -> None:
        """Add the entries for what is selected: all of them for one account, fewer for several."""
        menu.setToolTipsVisible(True)
        for acts in (_SEVERAL,) if len(self._views) > 1 else GROUPS:
            if menu.actions():
                menu.addSeparator()
            menu.addActions([self._actions[act] for act in acts])

    def _make(self, act: Act, window: QWidget) -> QAction:
        action = QAction(window)
        action.setObjectName(_NAMES[act])
        action.setMenuRole(QAction.MenuRole.NoRole)
        if act is Act.RENAME:
            action.setShortcut(QKeySequence(Qt.Key.Key_F2))
        elif act is Act.DELETE:
            action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        action.triggered.connect(lambda: self.wanted.emit(act))
        window.addAction(action)
        return action

    def _why_not(self, act: Act) -> str:
        """Return why the services of now leave an act out; nothing where it is the accounts that do not allow it."""
        if act is not Act.OPEN_LEDGER or len(self._views) != 1 or self._views[0].link is None:
            return ""
        text = self.tr("{ledger} is played on this computer, where it has no page to open.")
        return text.format(ledger=provider_name(self._views[0], Half.LEDGER))

    def _text(self, act: Act) -> str:
        ledger = provider_name(self._views[0], Half.LEDGER) if len(self._views) == 1 else self.tr("the ledger")
        has_client = any(view.account.client for view in self._views)
        texts = {
            Act.CARRY_ON: self.tr("Carry &on…"),
            Act.CHECK: self.tr("&Check now"),
            Act.SIGN_IN_LEDGER: self.tr("&Sign in to {ledger} again…"),
            Act.REAUTHORISE_SELLER: self.tr("Re-authorise Ama&zon…"),
            Act.SELLER_APP: self.tr("A&pp credentials for Amazon…"),
            Act.LEDGER_APP: self.tr("App credentials &for {ledger}…"),
            Act.RENAME: self.tr("&Rename"),
            Act.MOVE_TO_CLIENT: self.tr("&Move to another client…") if has_client else self.tr("&Move to a client…"),
            Act.CHANGE_LEDGER: self.tr("Change led&ger…"),
            Act.PAUSE: self.tr("&Pause"),
            Act.RESUME: self.tr("Res&ume"),
            Act.ASK_OWNER: self.tr("As&k the owner…"),
            Act.OPEN_SELLER_CENTRAL: self.tr("Open in Seller Ce&ntral"),
            Act.OPEN_LEDGER: self.tr("Open &in {ledger}"),
            Act.DISCONNECT_LEDGER: self.tr("&Disconnect {ledger}…"),
            Act.DISCONNECT_SELLER: self.tr("Disconnec&t Amazon…"),
            Act.DELETE: self.tr("D&elete…"),
            Act.EXPORT: self.tr("Save for another computer…"),
        }
        return texts[act].format(ledger=ledger)
