"""The program in a process of its own, walked into the save of a sign-in, where its keyring stops it for good.

Arguments: half and moment, the file of the keyring, then those of the program. A token comes on standard input.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lmb_desktop import app
from tests.journeys import again, hand, screen, web_view
from tests.journeys.keyring_double import KeyringDouble, install

STOPPED = "stopped"
BEFORE, AFTER, EMPTYING = "before the new secret is written", "after it is written", "when the old one goes"


class StoppingKeyring(KeyringDouble):
    """A keyring that keeps its caller for ever at one moment of a save, once it is told to."""

    moment = ""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry, stopping before or after it."""
        self._stop_at(BEFORE)
        super().set_password(service, username, password)
        self._stop_at(AFTER)

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry, stopping before it."""
        self._stop_at(EMPTYING)
        super().delete_password(service, username)

    def _stop_at(self, moment: str) -> None:
        if moment == self.moment:
            print(STOPPED, flush=True)
            threading.Event().wait()


def main(half: str, moment: str, keyring_file: str, *arguments: str) -> None:
    """See that the half has ended, sign in to it again, and run on until somebody ends the process."""
    keyring = StoppingKeyring(Path(keyring_file))
    install(keyring)
    program = app.start(arguments)
    sys.excepthook = sys.__excepthook__
    hand.place_of("Harbour Tea UK")
    account_id = hand.window().overview.accounts[0].account.id
    again.check_all(program, account_id, half=half)
    hand.select("Harbour Tea UK")
    if half == "seller":
        screen.click("reauthoriseAmazonButton")
        screen.write("tokenEdit", sys.stdin.readline().strip())
        keyring.moment = moment
        screen.click("verifyButton")
    else:
        screen.click("signInAgainButton")
        dialog = again.reconnecting()
        screen.click("reconnectButton")
        web_view.sign_in("three-organisations")
        web_view.allow()
        screen.wait(lambda: screen.is_ready("confirmOrganisationButton"), "the organisation")
        keyring.moment = moment
        again.confirm(dialog)
    QApplication.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
