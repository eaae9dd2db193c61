"""What the accounts window asks of whoever opened it, as signals. Shows nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow


class AskingWindow(QMainWindow):
    """A main window that asks for what needs a dialog, a browser or another window."""

    act_wanted = Signal(object, object)
    """An Act that the window does not do by itself, and a tuple with the ids of its accounts."""
    add_account_wanted = Signal(str)
    """A new account is wanted, for the client of this name or (empty) for none in particular."""
    practice_wanted = Signal()
    leave_practice_wanted = Signal()
    app_credentials_wanted = Signal(str)
    """App credentials are wanted, of this provider (`amazon`, `xero`, `quickbooks`) or of none in particular."""
    settings_wanted = Signal()
    diagnostics_wanted = Signal()
    help_wanted = Signal(str)
    """Help is wanted, at this place of the help."""
    export_wanted = Signal(object)
    """The accounts of these ids (a tuple) are to be saved for another computer."""
    import_wanted = Signal()
    """Accounts are to be taken in from a file of another computer."""
    overview_shown = Signal(object)
    """Another Overview is shown now: whoever else shows accounts may follow."""
    quit_wanted = Signal()
    hidden_by_user = Signal()
    """The window was closed while the program goes on without it."""
