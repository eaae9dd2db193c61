"""Acts: what a person can do with accounts, by name. Menus, buttons and the tray ask for them; the desk does them."""

from __future__ import annotations

from enum import Enum

from lmb_desktop.core.remedy import Remedy


class Act(Enum):
    """One thing to do with one account or several."""

    CARRY_ON = "carry-on"
    CHECK = "check"
    SIGN_IN_LEDGER = "sign-in-ledger"
    REAUTHORISE_SELLER = "reauthorise-seller"
    SELLER_APP = "seller-app"
    LEDGER_APP = "ledger-app"
    RENAME = "rename"
    MOVE_TO_CLIENT = "move-to-client"
    CHANGE_LEDGER = "change-ledger"
    PAUSE = "pause"
    RESUME = "resume"
    ASK_OWNER = "ask-owner"
    OPEN_SELLER_CENTRAL = "open-seller-central"
    OPEN_LEDGER = "open-ledger"
    DISCONNECT_LEDGER = "disconnect-ledger"
    DISCONNECT_SELLER = "disconnect-seller"
    DELETE = "delete"
    EXPORT = "export"

    @property
    def is_for_several(self) -> bool:
        """Tell whether it can be done with several accounts at once."""
        return self in (Act.CHECK, Act.PAUSE, Act.RESUME, Act.MOVE_TO_CLIENT, Act.EXPORT)


ACT_OF = {
    Remedy.CARRY_ON: Act.CARRY_ON,
    Remedy.REAUTHORISE_SELLER: Act.REAUTHORISE_SELLER,
    Remedy.SIGN_IN_LEDGER: Act.SIGN_IN_LEDGER,
    Remedy.SELLER_APP: Act.SELLER_APP,
    Remedy.LEDGER_APP: Act.LEDGER_APP,
    Remedy.CHECK: Act.CHECK,
    Remedy.RESUME: Act.RESUME,
}
"""The act that carries a remedy out; there is none for Remedy.NOTHING."""
