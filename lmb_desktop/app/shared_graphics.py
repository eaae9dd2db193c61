"""Asks Qt for shared graphics contexts before its application is made, without the time that this takes in Python."""

from __future__ import annotations

import ctypes
import sys

SHARE_CONTEXTS = 18
"""The number of `Qt.ApplicationAttribute.AA_ShareOpenGLContexts`."""
# The first look at `Qt` in Python builds a hundred enumerations: a seventh of what a program with a window takes to
# start. Qt's own function is one call away in a library that is loaded already; its name there never changes.
if sys.platform == "win32":
    LIBRARY, FUNCTION = "Qt6Core.dll", "?setAttribute@QCoreApplication@@SAXW4ApplicationAttribute@Qt@@_N@Z"
else:
    LIBRARY, FUNCTION = "libQt6Core.so.6", "_ZN16QCoreApplication12setAttributeEN2Qt20ApplicationAttributeEb"


def share_graphics() -> None:
    """Let web views share their graphics with a window that is already on the screen, as Qt asks for."""
    try:
        set_attribute = getattr(ctypes.CDLL(LIBRARY), FUNCTION)
    except (OSError, AttributeError):
        _share_slowly()
        return
    set_attribute.argtypes, set_attribute.restype = (ctypes.c_int, ctypes.c_bool), None
    set_attribute(SHARE_CONTEXTS, True)


def _share_slowly() -> None:
    """Do it as it is usually done, where Qt's library has another name, as on macOS."""
    from PySide6.QtCore import QCoreApplication, Qt

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
