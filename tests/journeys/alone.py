"""The program in a process of its own, walked to page 4 or to the end, for tests that kill it or come after it.

Arguments: how far to go (`page-four` or `end`), the file of a keyring double or `none`, then those of the program.
Seller ID and token come on standard input.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lmb_desktop import app
from tests.journeys import walk
from tests.journeys.keyring_double import KeyringDouble, install
from tests.journeys.walk import Details


def main(how_far: str, keyring_file: str, *arguments: str) -> None:
    """Walk; on page 4 say so and run on until somebody ends the process, at the end close the program."""
    details = Details(sys.stdin.readline().strip(), sys.stdin.readline().strip())
    if keyring_file != "none":
        install(KeyringDouble(Path(keyring_file)))
    program = app.start(arguments)
    # What goes wrong here is no matter for the crash notice: the test reads it.
    sys.excepthook = sys.__excepthook__
    walk.to_page_four("europe", "Harbour Tea UK", details)
    if how_far == "page-four":
        print("page four", flush=True)
        QApplication.exec()
    walk.sign_in("xero", "one-organisation")
    walk.confirm()
    walk.finish()
    program.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
