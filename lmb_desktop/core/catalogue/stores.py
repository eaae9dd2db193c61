"""Messages about the keyring and the account list. Texts only, no code."""

from __future__ import annotations

from lmb_desktop.core.catalogue.template import Template

STORE_MESSAGES = {
    "keyring": Template("The keyring did not answer as expected", "Nothing was saved.", "Try again"),
    "keyring-missing": Template(
        "No keyring was found on this computer",
        "LMB Desktop keeps sign-ins in a keyring and nowhere else. Set one up, or keep this sign-in in "
        "memory until you quit.",
        "Until I quit",
    ),
    "keyring-locked": Template(
        "The keyring is locked", "Unlock it with your login password; what you entered is kept.", "Try again"
    ),
    "keyring-refused": Template("The keyring did not keep the entry", "Nothing was saved.", "Try again"),
    "keyring-slow": Template(
        "The keyring did not answer", "It may be asking for a password in another window.", "Try again"
    ),
    "secret-too-long": Template(
        "The keyring cannot hold this token",
        "It has {length} characters; {limit} fit. Check that only the token was pasted.",
    ),
    "secret-lost": Template(
        "The sign-in is no longer in the keyring", "It was removed outside LMB Desktop. Nothing else is lost."
    ),
    "moved": Template(
        "This account came from another computer",
        "Sign-ins stay on the computer they were made on. Sign in once here; it is checked that the same account or "
        "organisation comes back.",
        kind="info",
    ),
    "account-file-unusable": Template(
        "This file cannot be used",
        "{place} {problem}. Nothing was changed. Choose a file that LMB Desktop saved with Move to another computer.",
    ),
    "account-file-of-practice": Template(
        "This file holds practice accounts",
        "{place} was saved in practice mode, and practice accounts never mix with real ones. Nothing was changed. Take "
        "it in in practice mode.",
    ),
    "account-file-of-live": Template(
        "This file holds real accounts",
        "{place} was saved outside practice mode, and practice accounts never mix with real ones. Nothing was changed. "
        "Leave practice mode to take it in.",
    ),
    "account-file-of-sandbox": Template(
        "This file holds companies of the QuickBooks sandbox",
        "The QuickBooks app of this program is for live companies, so nobody could sign in to those of {place}. "
        "Nothing was changed. Enter a sandbox app under App credentials to take it in.",
    ),
    "account-file-of-production": Template(
        "This file holds live QuickBooks companies",
        "The QuickBooks app of this program is for the sandbox, so nobody could sign in to those of {place}. Nothing "
        "was changed. Enter an app for live companies under App credentials to take it in.",
    ),
    "secret-not-kept": Template(
        "The sign-in was kept only until LMB Desktop quit",
        "Authorise again and paste the new token. Nothing else is lost.",
        kind="attention",
    ),
    "store": Template("The account list did not answer as expected", "Nothing was saved.", "Try again"),
    "store-busy": Template(
        "The account list is in use", "Another program is writing it. Nothing was saved.", "Try again"
    ),
    "store-damaged": Template("The account list cannot be read", "It lies at {place}. Nothing was changed."),
    "store-too-new": Template(
        "The account list is from a newer LMB Desktop", "Nothing was changed. Install the newest version to open it."
    ),
    "disk-full": Template("There is no space left on the disk", "Nothing was saved.", "Try again"),
    "folder-not-writable": Template(
        "LMB Desktop cannot write in its folder",
        "It lies at {place} ({reason}). Make it writable, or start with --data-dir and another "
        "folder. Nothing was saved.",
        "Try again",
    ),
    "no-such-account": Template("No account is called “{name}”", "`lmb-desktop accounts` lists them."),
    "account-gone": Template(
        "This account is no longer here",
        "It was deleted in another window or by another program. Nothing was changed.",
        kind="attention",
    ),
    "link-gone": Template(
        "This ledger connection is no longer here",
        "It was ended in another window or by another program. Nothing was changed.",
        kind="attention",
    ),
    "cancelled": Template("Stopped", kind="info"),
}
