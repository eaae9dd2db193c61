"""What can be wrong with a page of a sign-in, in words. Knows no engine; the codes are Chromium's net error numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.help_pages import message_help
from lmb_desktop.widgets.web_hosts import LOOPBACK_HOSTS


class TroubleKind(Enum):
    """What is wrong."""

    HOST_BLOCKED = "host-blocked"
    COMPANY_REFUSES = "company-refuses"
    INSECURE = "insecure"
    NOT_LOADED = "not-loaded"
    DIED = "page-died"
    SLOW = "slow"
    ERROR_PAGE = "error-page"
    PASSKEY = "passkey"

    @property
    def replaces_page(self) -> bool:
        """Tell whether the trouble is shown instead of the page; the others stand in a row above it."""
        return self not in (TroubleKind.SLOW, TroubleKind.ERROR_PAGE, TroubleKind.PASSKEY)


class Remedy(Enum):
    """What a button of the trouble does."""

    BROWSER = "browser"
    AGAIN = "again"
    BACK = "back"
    CANCEL = "cancel"


@dataclass(frozen=True)
class PageTrouble:
    """One trouble with its facts."""

    kind: TroubleKind
    host: str = ""
    company: str = ""
    code: int = 0
    """Chromium's net error number, or 0."""
    code_name: str = ""

    @property
    def title(self) -> str:
        """Say what happened."""
        return _TITLES[self.kind]().format(host=self.host, company=self.company)

    @property
    def text(self) -> str:
        """Say why, and what helps."""
        if self.kind is TroubleKind.NOT_LOADED:
            return self._reason()
        if self.kind is TroubleKind.HOST_BLOCKED and self.host in LOOPBACK_HOSTS:
            return _tr("This address is not part of the sign-in.")
        return _TEXTS[self.kind]().format(host=self.host)

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Return what can be done, the first one first."""
        return _REMEDIES.get(self.kind, (Remedy.AGAIN, Remedy.BROWSER))

    @property
    def help_at(self) -> str:
        """Return the place in the help that says more."""
        keys = {
            TroubleKind.HOST_BLOCKED: "host-blocked",
            TroubleKind.COMPANY_REFUSES: "host-blocked",
            TroubleKind.INSECURE: "certificate-untrusted",
            TroubleKind.DIED: "page-died",
        }
        return message_help(keys.get(self.kind, "offline"))

    def _reason(self) -> str:
        reasons = {
            -105: _tr("{host} was not found."),
            -137: _tr("{host} was not found."),
            -102: _tr("{host} did not answer."),
            -106: _tr("This computer is offline."),
            -7: _tr("{host} took too long to answer."),
            -118: _tr("{host} took too long to answer."),
            -111: _tr("The proxy did not let the page through."),
            -130: _tr("The proxy did not let the page through."),
        }
        text = reasons.get(self.code) or _tr("The connection to {host} broke off ({code}).")
        return text.format(host=self.host or _tr("the page"), code=self.code_name or self.code)


def remedy_text(remedy: Remedy) -> str:
    """Return the words on the button of a remedy."""
    return {
        Remedy.BROWSER: _tr("Open in my browser"),
        Remedy.AGAIN: _tr("Start again"),
        Remedy.BACK: _tr("Go back"),
        Remedy.CANCEL: _tr("Cancel"),
    }[remedy]


def _tr(text: str) -> str:
    return QCoreApplication.translate("PageTrouble", text)


_TITLES = {
    TroubleKind.HOST_BLOCKED: lambda: _tr("{host} cannot be shown here"),
    TroubleKind.COMPANY_REFUSES: lambda: _tr("{company} does not allow sign-in inside other programs"),
    TroubleKind.INSECURE: lambda: _tr("The connection to {host} is not secure"),
    TroubleKind.NOT_LOADED: lambda: _tr("The page did not load"),
    TroubleKind.DIED: lambda: _tr("The sign-in page stopped"),
    TroubleKind.SLOW: lambda: _tr("This is taking long."),
    TroubleKind.ERROR_PAGE: lambda: _tr("The provider shows an error."),
    TroubleKind.PASSKEY: lambda: _tr("Passkeys work in your own browser only."),
}
_TEXTS = {
    TroubleKind.HOST_BLOCKED: lambda: _tr("Signing in with another company’s account works in your own browser."),
    TroubleKind.COMPANY_REFUSES: lambda: _tr("Open the page in your browser and sign in there."),
    TroubleKind.INSECURE: lambda: _tr("Its certificate could not be checked, so nothing was sent."),
    TroubleKind.DIED: lambda: _tr("Start it again, or use your own browser."),
    TroubleKind.SLOW: lambda: "",
    TroubleKind.ERROR_PAGE: lambda: "",
    TroubleKind.PASSKEY: lambda: "",
}
_REMEDIES = {
    TroubleKind.HOST_BLOCKED: (Remedy.BROWSER, Remedy.BACK),
    TroubleKind.COMPANY_REFUSES: (Remedy.BROWSER, Remedy.BACK),
    TroubleKind.INSECURE: (Remedy.AGAIN, Remedy.CANCEL),
    TroubleKind.PASSKEY: (Remedy.BROWSER,),
}
