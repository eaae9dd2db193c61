"""One page of a sign-in's web view: it looks at every navigation and gives nothing else away. Needs the web engine."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineLoadingInfo,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineWebAuthUxRequest,
)

from lmb_desktop.widgets.page_trouble import PageTrouble, TroubleKind
from lmb_desktop.widgets.web_hosts import NavigationJudge, Verdict, ascii_host, encoded

log = logging.getLogger(__name__)

KINDS_OF_NO_ANSWER = (
    QWebEnginePage.NavigationType.NavigationTypeFormSubmitted,
    QWebEnginePage.NavigationType.NavigationTypeBackForward,
    QWebEnginePage.NavigationType.NavigationTypeReload,
)
"""An answer comes by a redirect or a link; RFC 6749 section 4.1.2 sends it in the query of a GET."""


class SignInPage(QWebEnginePage):
    """Let the provider's pages through, catch the answer before it is sent, and refuse everything else."""

    answered = Signal(str)
    """The return address with its answer, caught once; delivered from the event loop."""
    troubled = Signal(object)
    """A PageTrouble: a host that may not be shown here, a certificate, a passkey, an engine that stopped."""
    popped_up = Signal(object)
    """A SignInPage that the page opened; it is held by this one."""

    def __init__(self, judge: NavigationJudge, profile: QWebEngineProfile, opener: SignInPage | None = None) -> None:
        super().__init__(profile, opener)
        self._judge = judge
        self._opener = opener
        self._popup: SignInPage | None = None
        self._is_open = True
        self._refuse_requests()

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still waited for."""
        return self._is_open and (self._opener is None or self._opener.is_open)

    def shut(self) -> None:
        """Take no answer any more and let no navigation through."""
        self._is_open = False
        if self._opener is not None:
            self._opener.shut()

    def drop_popup(self) -> None:
        """Close the page that this one opened, if any."""
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = None

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:
        """Decide about a navigation before anything of it is sent."""
        target = QUrl(url)
        if not self.is_open:
            return False
        if self._opener is not None and encoded(target) == "about:blank":
            return True
        verdict = self._judge.verdict(target, is_main_frame=isMainFrame)
        if verdict is Verdict.CATCH and kind not in KINDS_OF_NO_ANSWER:
            self.shut()
            self.answered.emit(encoded(target))
        elif verdict in (Verdict.BLOCK, Verdict.CATCH):
            self.troubled.emit(self._blocked(ascii_host(target)))
        elif verdict is Verdict.LET and isMainFrame:
            log.debug("The sign-in shows a page of %s", ascii_host(target))
        return verdict is Verdict.LET

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """Give a pop-up a page of the same kind; one at a time, and none to a pop-up."""
        if self._opener is not None or self._popup is not None or not self.is_open:
            # Qt's own answer is no window.
            return super().createWindow(kind)
        self._popup = SignInPage(self._judge, self.profile(), self)
        self.popped_up.emit(self._popup)
        return self._popup

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, lineNumber: int, sourceID: str
    ) -> None:
        """Drop what the page writes to its console; it may hold secrets."""

    def javaScriptAlert(self, securityOrigin: QUrl | str, msg: str) -> None:
        """Show no box over our windows."""

    def javaScriptConfirm(self, securityOrigin: QUrl | str, msg: str) -> bool:
        """Answer no without a box."""
        return False

    def javaScriptPrompt(self, securityOrigin: QUrl | str, msg: str, defaultValue: str) -> tuple[bool, str]:
        """Answer nothing without a box."""
        return False, ""

    def chooseFiles(
        self, mode: QWebEnginePage.FileSelectionMode, oldFiles: Sequence[str], acceptedMimeTypes: Sequence[str]
    ) -> list[str]:
        """Choose no file; signing in needs none."""
        return []

    def _blocked(self, host: str) -> PageTrouble:
        company = self._judge.hosts.company_refusing(host)
        kind = TroubleKind.COMPANY_REFUSES if company else TroubleKind.HOST_BLOCKED
        return PageTrouble(kind, host=host, company=company)

    def _refuse_requests(self) -> None:
        self.certificateError.connect(self._on_certificate_error)
        self.permissionRequested.connect(lambda request: request.deny())
        self.fullScreenRequested.connect(lambda request: request.reject())
        self.registerProtocolHandlerRequested.connect(lambda request: request.reject())
        self.fileSystemAccessRequested.connect(lambda request: request.reject())
        self.desktopMediaRequested.connect(lambda request: request.cancel())
        self.selectClientCertificate.connect(lambda choice: choice.selectNone())
        self.webAuthUxRequested.connect(self._on_web_auth)
        self.renderProcessTerminated.connect(self._on_engine_stopped)

    def _on_certificate_error(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        if error.isMainFrame() and self.is_open:
            self.troubled.emit(PageTrouble(TroubleKind.INSECURE, host=ascii_host(error.url())))

    def _on_web_auth(self, request: QWebEngineWebAuthUxRequest) -> None:
        # A closed-off view has no passkeys of its own; the person's browser has.
        request.cancel()
        self.troubled.emit(PageTrouble(TroubleKind.PASSKEY))

    def _on_engine_stopped(self, _status: QWebEnginePage.RenderProcessTerminationStatus, _code: int) -> None:
        if self.is_open:
            self.troubled.emit(PageTrouble(TroubleKind.DIED))


def page_failed(info: QWebEngineLoadingInfo) -> bool:
    """Tell whether nothing could be loaded; an error page that the provider sent is a page."""
    is_failure = info.status() is QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus
    return is_failure and info.errorDomain() is not QWebEngineLoadingInfo.ErrorDomain.HttpStatusCodeDomain


def page_reports_error(info: QWebEngineLoadingInfo) -> bool:
    """Tell whether the provider sent an error page."""
    is_failure = info.status() is QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus
    return is_failure and info.errorDomain() is QWebEngineLoadingInfo.ErrorDomain.HttpStatusCodeDomain
