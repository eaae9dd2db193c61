"""The closed-off profile of one sign-in: nothing on disk, nothing shared, nothing allowed. Needs the web engine."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineProfile, QWebEngineSettings

from lmb_desktop.widgets.web_hosts import NavigationJudge
from lmb_desktop.widgets.web_page import RequestGuard

_ATTRIBUTE = QWebEngineSettings.WebAttribute
SWITCHED_OFF = (
    _ATTRIBUTE.LocalContentCanAccessFileUrls,
    _ATTRIBUTE.LocalContentCanAccessRemoteUrls,
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


def closed_off_profile(judge: NavigationJudge, parent: QObject) -> QWebEngineProfile:
    """Return a new off-the-record profile; it must outlive its pages."""
    profile = QWebEngineProfile(parent)
    if not profile.isOffTheRecord():
        raise RuntimeError("the web engine gave a profile that writes to the disk")
    settings = profile.settings()
    for attribute in SWITCHED_OFF:
        settings.setAttribute(attribute, False)
    for attribute in SWITCHED_ON:
        settings.setAttribute(attribute, True)
    settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)
    profile.setSpellCheckEnabled(False)
    profile.setUrlRequestInterceptor(RequestGuard(judge, profile))
    profile.downloadRequested.connect(_refuse)
    return profile


def _refuse(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
