"""One sign-in in a closed-off web view: opened, watched, and taken down in the right order. Needs the web engine."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QStackedLayout, QWidget

from lmb_desktop.widgets.page_trouble import PageTrouble, TroubleKind
from lmb_desktop.widgets.web_hosts import NavigationJudge, ascii_host
from lmb_desktop.widgets.web_page import SignInPage, page_failed, page_reports_error
from lmb_desktop.widgets.web_profile import ClosedOffProfile

SLOW_MS = 20_000
QUEUED = Qt.ConnectionType.QueuedConnection


class WebLogin(QWidget):
    """Show a provider's pages until the answer comes; a new one for every attempt, with a profile of its own."""

    answered = Signal(str)
    """The return address with its answer; no further one is taken."""
    located = Signal(QUrl)
    """A page of this address is shown now; told once it is committed, never before."""
    loading_changed = Signal(bool)
    troubled = Signal(object)
    """A PageTrouble."""
    popup_changed = Signal(bool)
    """A page that the sign-in page opened covers it now, or does no more."""

    def __init__(self, judge: NavigationJudge, name: str, parent: QWidget, *, slow_ms: int = SLOW_MS) -> None:
        super().__init__(parent)
        self._judge = judge
        # Without these a window already on the screen would be made anew when the view joins it.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.winId()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._slow = QTimer(self, interval=slow_ms, singleShot=True)
        self._slow.timeout.connect(self._on_slow)
        self._popup_view: QWebEngineView | None = None
        self._has_died = False
        application = QCoreApplication.instance()
        assert application is not None
        self._profile = ClosedOffProfile(judge, application)
        self._page = SignInPage(judge, self._profile)
        self._watch(self._page)
        self._page.urlChanged.connect(self._on_url_changed)
        self.view = self._add_view(self._page)
        self.view.setObjectName(name)
        self.view.setAccessibleIdentifier(name)
        self.view.setAccessibleName(self.tr("Sign-in page of {provider}").format(provider=judge.attempt.service))
        self.setFocusProxy(self.view)
        self._end_with_window()

    def open(self) -> None:
        """Load the page that asks the person to sign in."""
        self._slow.start()
        self._page.load(QUrl(self._judge.attempt.authorize_url))

    def take_down(self) -> None:
        """End the sign-in: pop-up, page, then the profile, then what showed them; never from a call of the engine."""
        self._page.shut()
        self._slow.stop()
        self._drop_popup()
        self.view.setPage(None)  # type: ignore[arg-type]  # None takes the page away; the stubs do not say so
        _destroy(self._page, self._profile)
        self.hide()
        self.deleteLater()

    def close_popup(self) -> None:
        """Close the page that the sign-in page opened; not every one has a way back of its own."""
        self._drop_popup()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep keys that the page left unused: Esc and Enter there are not meant for our window."""
        event.accept()

    def _watch(self, page: SignInPage) -> None:
        # From the event loop: the page may be in the middle of a call of the engine.
        page.answered.connect(self._on_answered, QUEUED)
        page.troubled.connect(self._on_troubled, QUEUED)
        page.loadingChanged.connect(self._on_loading, QUEUED)
        page.popped_up.connect(self._on_popped_up)
        page.windowCloseRequested.connect(self._drop_popup, QUEUED)

    def _end_with_window(self) -> None:
        # For a window that goes without a word; a profile left to the end of the program goes too late.
        page, profile = self._page, self._profile
        self.destroyed.connect(lambda: _destroy(page, profile))

    def _add_view(self, page: SignInPage) -> QWebEngineView:
        view = QWebEngineView(page, self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        view.setAcceptDrops(False)
        self._stack.addWidget(view)
        return view

    def _on_answered(self, url: str) -> None:
        self._slow.stop()
        self._page.triggerAction(SignInPage.WebAction.Stop)
        self.hide()
        self.answered.emit(url)

    def _on_troubled(self, trouble: PageTrouble) -> None:
        if not self._page.is_open:
            return
        self._slow.stop()
        self._has_died = self._has_died or trouble.kind is TroubleKind.DIED
        if trouble.kind.replaces_page:
            self._drop_popup()
        self.troubled.emit(trouble)

    def _on_slow(self) -> None:
        self._on_troubled(PageTrouble(TroubleKind.SLOW))

    def _on_url_changed(self, url: QUrl) -> None:
        if self._page.is_open:
            self.located.emit(url)

    def _on_loading(self, info: QWebEngineLoadingInfo) -> None:
        if not self._page.is_open or self._has_died:
            # What an engine that has stopped still says of loading would hide that it has stopped.
            return
        is_loading = info.status() is QWebEngineLoadingInfo.LoadStatus.LoadStartedStatus
        self.loading_changed.emit(is_loading)
        if is_loading:
            self._slow.start()
            return
        self._slow.stop()
        self._show_popup()
        if page_reports_error(info):
            self._on_troubled(PageTrouble(TroubleKind.ERROR_PAGE))
        elif page_failed(info):
            self._on_troubled(_failure(info))

    def _on_popped_up(self, page: SignInPage) -> None:
        self._watch(page)
        self._popup_view = self._add_view(page)

    def _show_popup(self) -> None:
        # A pop-up names its address before anything is committed, so it is believed only once it has loaded.
        if self._popup_view is not None and self._popup_view.title():
            self._stack.setCurrentWidget(self._popup_view)
            self.popup_changed.emit(True)
            self.located.emit(self._popup_view.url())

    def _drop_popup(self) -> None:
        if self._popup_view is None:
            return
        self._stack.setCurrentWidget(self.view)
        self._popup_view.setPage(None)  # type: ignore[arg-type]  # as above
        self._popup_view.deleteLater()
        self._popup_view = None
        self._page.drop_popup()
        self.popup_changed.emit(False)
        self._on_url_changed(self._page.url())


def _destroy(page: SignInPage, profile: QWebEngineProfile) -> None:
    # The order that Qt asks for. At once: at the end of the program nobody would serve a later deletion.
    for part in (page, profile):
        if shiboken6.isValid(part):
            shiboken6.delete(part)


def _failure(info: QWebEngineLoadingInfo) -> PageTrouble:
    host = ascii_host(info.url())
    if info.errorDomain() is QWebEngineLoadingInfo.ErrorDomain.CertificateErrorDomain:
        return PageTrouble(TroubleKind.INSECURE, host=host)
    code_name = info.errorString().removeprefix("net::")
    return PageTrouble(TroubleKind.NOT_LOADED, host=host, code=info.errorCode(), code_name=code_name)
