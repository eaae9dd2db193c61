"""The closed-off profile of one sign-in: nothing on disk, nothing shared, nothing allowed. Needs the web engine."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from lmb_desktop.widgets.web_hosts import NavigationJudge

_ATTRIBUTE = QWebEngineSettings.WebAttribute
SWITCHED_OFF = (
    _ATTRIBUTE.LocalContentCanAccessFileUrls,
    _ATTRIBUTE.LocalContentCanAccessRemoteUrls,
    # A page that the person asks for by a click still opens.
    _ATTRIBUTE.JavascriptCanOpenWindows,
    _ATTRIBUTE.PluginsEnabled,
    _ATTRIBUTE.PdfViewerEnabled,
    _ATTRIBUTE.NavigateOnDropEnabled,
    _ATTRIBUTE.ScreenCaptureEnabled,
    _ATTRIBUTE.FullScreenSupportEnabled,
    _ATTRIBUTE.JavascriptCanAccessClipboard,
    _ATTRIBUTE.JavascriptCanPaste,
    _ATTRIBUTE.AllowRunningInsecureContent,
    _ATTRIBUTE.AllowGeolocationOnInsecureOrigins,
    _ATTRIBUTE.AllowWindowActivationFromJavaScript,
    _ATTRIBUTE.HyperlinkAuditingEnabled,
    _ATTRIBUTE.DnsPrefetchEnabled,
    _ATTRIBUTE.AutoLoadIconsForPage,
    # Our own rows say what did not load; the engine's page would name it in its own words.
    _ATTRIBUTE.ErrorPageEnabled,
)
SWITCHED_ON = (_ATTRIBUTE.WebRTCPublicInterfacesOnly,)


class ClosedOffProfile(QWebEngineProfile):
    """A new off-the-record profile; it must outlive its pages."""

    def __init__(self, judge: NavigationJudge, parent: QObject) -> None:
        super().__init__(parent)
        if not self.isOffTheRecord():
            raise RuntimeError("the web engine gave a profile that writes to the disk")
        # Held here: the engine does not keep it alive.
        self._guard = RequestGuard(judge)
        self.setUrlRequestInterceptor(self._guard)
        self._restrict()
        self.setSpellCheckEnabled(False)
        self.downloadRequested.connect(_refuse)

    def _restrict(self) -> None:
        settings = self.settings()
        for attribute in SWITCHED_OFF:
            settings.setAttribute(attribute, False)
        for attribute in SWITCHED_ON:
            settings.setAttribute(attribute, True)
        settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)


class RequestGuard(QWebEngineUrlRequestInterceptor):
    """Stop requests of any kind, such as pictures and scripts, that may not leave during a sign-in."""

    def __init__(self, judge: NavigationJudge) -> None:
        super().__init__()
        self._judge = judge

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block a request to the return address, and plain http to anybody but the provider."""
        if not self._judge.may_be_requested(info.requestUrl()):
            info.block(True)


def _refuse(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
