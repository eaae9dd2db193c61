"""The program in a process of its own, walked to page 4 and left standing there, so that a test can kill it.

Arguments: the file of the keyring double, then those of the program; Seller ID and token come on standard input.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lmb_desktop import app
from tests.journeys import walk
from tests.journeys.keyring_double import KeyringDouble, install
from tests.journeys.walk import Details


def main(keyring_file: str, *arguments: str) -> None:
    """Walk to page 4, say so, and run on until somebody ends the process."""
    details = Details(sys.stdin.readline().strip(), sys.stdin.readline().strip())
    install(KeyringDouble(Path(keyring_file)))
    _program = app.start(arguments)
    walk.to_page_four("europe", "Harbour Tea UK", details)
    print("page four", flush=True)
    QApplication.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
