"""The report about a bug of ours: versions and where it happened, with everything that could be a secret masked."""

from __future__ import annotations

import platform
import re
import traceback

from PySide6.QtCore import qVersion

import lmb_desktop
from lmb_desktop.core.secret import DOTS

# Tokens, codes and keys are long runs without a space; masking a harmless one costs nothing.
_LONG_RUN = re.compile(r"[^\s'\"()\[\]{},]{16,}")
_PACKAGE = "lmb_desktop"


def report(error: BaseException) -> str:
    """Return versions, the places of the program the error passed, and its masked text, oldest first."""
    head = (
        f"LMB Desktop {lmb_desktop.__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()}"
    )
    return "\n".join([head, *_lines(error)])


def _lines(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = [*_lines(cause), "then:"] if cause is not None else []
    frames = [
        f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return [*earlier, *frames, f"{type(error).__name__}: {_LONG_RUN.sub(DOTS, str(error))}"]


def _place(filename: str) -> str:
    """Return a file's path from the package on; of other files the name only, since folders carry people's names."""
    parts = filename.replace("\\", "/").split("/")
    return "/".join(parts[parts.index(_PACKAGE) :]) if _PACKAGE in parts else parts[-1]
