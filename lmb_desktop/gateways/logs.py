"""The log: rotated, private, masked; libraries that would print secrets are kept quiet."""

from __future__ import annotations

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from lmb_desktop.gateways.folders import PRIVATE_FILE, make_private
from lmb_desktop.gateways.masking import mask

LOUD_LIBRARIES = ("requests_oauthlib", "oauthlib", "urllib3", "http.client", "requests", "keyring", "secretstorage")
SIZE = 1_000_000
COPIES = 4
TALKATIVE = "LMB_DESKTOP_LOG"


class PrivateLog(RotatingFileHandler):
    """Write log files that only this user can read, the rotated ones included."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=PRIVATE_FILE)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging spells it so
        # Python would print the line as it came, not masked. A log that cannot be written is no reason to speak.
        pass


class MaskingFormatter(logging.Formatter):
    """Mask whole lines, traces included, after they were put together."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the masked line."""
        return mask(super().format(record))


def open_log(folder: Path) -> logging.Handler:
    """Write the program's log into a folder and return its handler; where that is impossible there is no log."""
    handler: logging.Handler
    try:
        make_private(folder)
        handler = PrivateLog(folder / "lmb-desktop.log", maxBytes=SIZE, backupCount=COPIES, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s"))
    level = logging.DEBUG if os.environ.get(TALKATIVE, "").lower() == "debug" else logging.INFO
    own = logging.getLogger("lmb_desktop")
    own.setLevel(level)
    own.addHandler(handler)
    for name in LOUD_LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Stop writing to a log."""
    logging.getLogger("lmb_desktop").removeHandler(handler)
    handler.close()
