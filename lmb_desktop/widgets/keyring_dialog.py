"""The choice where no keyring works: set one up, or keep the sign-in until the program quits. Touches no keyring."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.core.errors import LmbError, SecretStoreMissing
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.messages import message_for, show_message
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.page_header import PageHeader
from lmb_desktop.widgets.tasks import Tasks
from lmb_desktop.widgets.typography import TextLabel

_WIDTH = 560


class KeyringDialog(DialogFrame):
    """Ask what to do without a keyring; closing it chooses neither."""

    until_quit_chosen = Signal()
    """Keep new sign-ins in memory until the program quits."""
    try_again_chosen = Signal()
    """Look for a keyring once more."""

    def __init__(self, error: LmbError, parent: QWidget | None = None) -> None:
        """Build the dialog for a keyring that is missing or locked; `open()` shows it over its window."""
        super().__init__("keyringDialog", self.tr("Keyring – LMB Desktop"), parent)
        self.notice = Notice()
        self._how_link = LinkButton(self.tr("How to set one up"), chevron="opens-below")
        self._how_text = TextLabel(self._how(), wrap=True)
        self._set_up_how()
        self._lay_out()
        self._add_buttons()
        self.setMinimumWidth(_WIDTH)
        # One that is only locked needs no setting up.
        self._how_link.setVisible(isinstance(error, SecretStoreMissing))
        self.notice.help_wanted.connect(self.help_wanted)
        show_message(self.notice, message_for(error), action="")

    def _set_up_how(self) -> None:
        self._how_link.setObjectName("howToSetUpKeyringButton")
        self._how_link.setAccessibleIdentifier("howToSetUpKeyringButton")
        self._how_link.setCheckable(True)
        self._how_text.hide()
        self._how_link.toggled.connect(self._how_text.setVisible)
        self._how_link.toggled.connect(self.fit_height)

    def _lay_out(self) -> None:
        self.body.addWidget(PageHeader(self.tr("Where should the sign-in be kept?")))
        self.body.addWidget(self.notice)
        until_quit = self.tr(
            "“Until I quit” keeps it in memory only. After that the account shows as not finished, and you "
            "authorise again."
        )
        self.body.addWidget(TextLabel(until_quit, muted=True, wrap=True))
        self.body.addWidget(self._how_link)
        self.body.addWidget(self._how_text)
        self.body.addStretch(1)

    def _add_buttons(self) -> None:
        again = self.add_main_button(self.tr("&Try again"), "tryKeyringAgainButton")
        until_quit = self.add_button(self.tr("&Until I quit"), "untilQuitButton")
        self.add_closing_button(self.tr("Cancel"), "cancelKeyringButton")
        again.clicked.connect(self._on_try_again)
        until_quit.clicked.connect(self._on_until_quit)

    def _on_try_again(self) -> None:
        self.accept()
        self.try_again_chosen.emit()

    def _on_until_quit(self) -> None:
        self.accept()
        self.until_quit_chosen.emit()

    def _how(self) -> str:
        if sys.platform == "win32":
            return self.tr(
                "Windows Credential Manager belongs to your Windows account. Check that the service “Credential "
                "Manager” runs, then press Try again."
            )
        if sys.platform == "darwin":
            return self.tr(
                "The login keychain belongs to your macOS account. Open Keychain Access, unlock the keychain “login”, "
                "then press Try again."
            )
        return self.tr(
            "Install GNOME Keyring (package gnome-keyring) or KWallet with your system’s software program, log out and "
            "in again so that it is unlocked with your password, then press Try again."
        )


class KeyringQuestion:
    """Ask what to do where a secret could not be kept, on behalf of one page or dialog, and see to the answer."""

    def __init__(self, owner: QWidget, notice: Notice, tasks: Tasks, *, work: WorkPorts) -> None:
        self._owner = owner
        self._notice = notice
        self._tasks = tasks
        self._work = work

    def ask(self, error: LmbError, again: Callable[[], None]) -> None:
        """Ask; `again()` follows once that is settled, and nothing where the person settles nothing."""
        dialog = KeyringDialog(error, self._owner.window())
        dialog.try_again_chosen.connect(again)
        dialog.until_quit_chosen.connect(lambda: self._keep_until_quit(again))
        dialog.open()

    def _keep_until_quit(self, again: Callable[[], None]) -> None:
        self._notice.show_busy(QCoreApplication.translate("KeyringDialog", "Saving…"), stoppable=False)
        self._tasks.run(self._owner, lambda _cancel: self._work.secrets.keep_until_quit(), lambda _nothing: again())
