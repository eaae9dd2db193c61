"""The one place of a page or dialog for busy, good and bad news. Knows no errors; it is told what to say."""

from typing import Unpack

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lmb_desktop.widgets.notice_body import NoticeBody
from lmb_desktop.widgets.notice_content import NoticeContent, NoticeKind, NoticeParts
from lmb_desktop.widgets.painting import panel
from lmb_desktop.widgets.tokens import current_tokens

_RADIUS = 6.0
_BUSY_APPEARS_AFTER_MS = 300
_BUSY_STAYS_MS = 500


class Notice(QFrame):
    """Says nothing, busy, information, good news, a warning or an error; takes no room while it says nothing.

    The dynamic properties `kind`, `messageId` and `text` are right at once; what is seen may follow a moment later,
    so that fast answers do not flash; `changed` tells that it did. The buttons act on the message that is right now.
    """

    action_triggered = Signal()
    alternative_triggered = Signal()
    stop_triggered = Signal()
    help_wanted = Signal(str)
    """The place in the help that says more."""
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the notice, saying nothing."""
        super().__init__(parent)
        self._content = NoticeContent()
        self._seen = NoticeContent()
        self._body = NoticeBody()
        self._appearing = self._single_shot(_BUSY_APPEARS_AFTER_MS)
        self._staying = self._single_shot(_BUSY_STAYS_MS)
        self.setObjectName("notice")
        self.setAccessibleIdentifier("notice")
        self.setAccessibleName(self.tr("Notice"))
        self.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body)
        self._body.action.clicked.connect(self._on_action)
        self._body.alternative.clicked.connect(self._on_alternative)
        self._body.stop.clicked.connect(self._on_stop)
        self._body.help.wanted.connect(self.help_wanted)
        self._write_properties()
        self.hide()

    @property
    def help_at(self) -> str:
        """Return the place in the help about the message of now, or an empty text."""
        return self._content.help_at

    def show_nothing(self) -> None:
        """Take the message away."""
        self._say(NoticeContent())

    def show_busy(self, title: str, text: str = "", stoppable: bool = True) -> None:
        """Say that work goes on, with a Stop button if it can be stopped."""
        self._say(NoticeContent("busy", title, text, is_stoppable=stoppable))

    def show_info(self, title: str, text: str = "", **parts: Unpack[NoticeParts]) -> None:
        """Say something worth knowing."""
        self._say(NoticeContent("info", title, text, **parts))

    def show_good(self, title: str, text: str = "", **parts: Unpack[NoticeParts]) -> None:
        """Say what a live answer has confirmed."""
        self._say(NoticeContent("good", title, text, **parts))

    def show_attention(self, title: str, text: str = "", **parts: Unpack[NoticeParts]) -> None:
        """Say what needs a thought before going on."""
        self._say(NoticeContent("attention", title, text, **parts))

    def show_bad(self, title: str, text: str = "", **parts: Unpack[NoticeParts]) -> None:
        """Say what did not work."""
        self._say(NoticeContent("bad", title, text, **parts))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._seen.kind == "none":
            return
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel(
            painter,
            QRectF(self.rect()),
            ground=tokens.wash(self._seen.kind),
            border=tokens.line_of(self._seen.kind),
            width=tokens.border_width,
            radius=_RADIUS,
        )

    def _say(self, content: NoticeContent) -> None:
        former, self._content = self._content, content
        if former.extra not in (None, content.extra) and former is not self._seen:
            former.extra.deleteLater()
        self._body.take_over(content.extra)
        if content.action:
            self._body.action.setText(content.action)
        self._write_properties()
        self._appearing.stop()
        if content.kind == "busy" and self._seen.kind != "busy":
            self._body.action.setEnabled(False)
            self._appearing.start()
        elif content.kind == "busy" or not self._staying.isActive():
            self._show_now()
        if content.kind not in ("none", "busy"):
            self._announce(content)

    def _show_now(self) -> None:
        if self._seen is self._content:
            return
        was_busy, self._seen = self._seen.kind == "busy", self._content
        self._body.show_content(self._seen)
        if self._seen.kind == "busy" and not was_busy:
            self._staying.start()
            self._announce(self._seen)
        self.setVisible(self._seen.kind != "none")
        self.update()
        self.changed.emit()

    def _write_properties(self) -> None:
        self.setProperty("messageId", self._content.message_id)
        self.setProperty("text", self._content.full_text())
        self.setProperty("kind", self._content.kind)
        self.setAccessibleDescription(self._content.spoken())

    def _announce(self, content: NoticeContent) -> None:
        event = QAccessibleAnnouncementEvent(self, content.spoken())
        event.setPoliteness(_politeness(content.kind))
        QAccessible.updateAccessibility(event)

    def _single_shot(self, interval_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(self._show_now)
        return timer

    def _on_action(self) -> None:
        if self._content.action:
            self.action_triggered.emit()

    def _on_alternative(self) -> None:
        if self._content.alternative:
            self.alternative_triggered.emit()

    def _on_stop(self) -> None:
        if self._content.is_stoppable:
            self.stop_triggered.emit()


def _politeness(kind: NoticeKind) -> QAccessible.AnnouncementPoliteness:
    levels = QAccessible.AnnouncementPoliteness
    return levels.Assertive if kind == "bad" else levels.Polite
