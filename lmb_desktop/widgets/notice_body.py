"""The parts inside a notice: sign, texts, buttons and technical reply. Decides nothing about when they are shown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lmb_desktop.widgets.busy_ring import BusyRing, is_motion_reduced
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.help_link import HelpLink
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.notice_content import NoticeContent
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.technical_reply import TechnicalReply
from lmb_desktop.widgets.typography import TextLabel

_SIGN_SIZE = 20
_SIGN_OF_KIND = {
    "info": ("notice-info", "info_ink"),
    "good": ("notice-good", "ok_ink"),
    "attention": ("notice-attention", "attention_sign"),
    "bad": ("notice-bad", "urgent_ink"),
}


class NoticeBody(QWidget):
    """Shows one content; the notice around it paints the frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the parts, empty."""
        super().__init__(parent)
        self.action = _named(MainButton(), "noticeActionButton")
        self.alternative = _named(MainButton(), "noticeAlternativeButton")
        self.stop = _named(MainButton(self.tr("Stop")), "noticeStopButton")
        self._sign = Sign("notice-info", _SIGN_SIZE, "info_ink")
        self._ring = BusyRing(_SIGN_SIZE)
        self._title = TextLabel("", "strong", wrap=True)
        self._text = TextLabel("", wrap=True)
        self._tail = TextLabel("", wrap=True)
        self._extra: QWidget | None = None
        self._reply = TechnicalReply("detailsButton", "copyDetailsButton")
        self.help = HelpLink("noticeHelpButton")
        self._extra_room = QVBoxLayout()
        self._lay_out()

    def take_over(self, extra: QWidget | None) -> None:
        """Own a widget from now on; it is not seen before the content that carries it is shown."""
        if extra is not None:
            extra.setParent(self)
            extra.hide()

    def show_content(self, content: NoticeContent) -> None:
        """Show a content in place of the former one."""
        self._show_sign(content.kind)
        self._title.setText(self._in_motion(content))
        for label, text in ((self._text, content.text), (self._tail, content.tail)):
            label.setText(text)
            label.setHidden(not text)
        self._show_extra(content.extra)
        self._show_buttons(content)
        self._reply.fold()
        self._reply.show_reply(content.details)

    def _show_sign(self, kind: str) -> None:
        self._ring.setHidden(kind != "busy")
        self._sign.setHidden(kind == "busy")
        if kind in _SIGN_OF_KIND:
            self._sign.set_sign(*_SIGN_OF_KIND[kind])

    def _in_motion(self, content: NoticeContent) -> str:
        is_still = content.kind == "busy" and is_motion_reduced(self)
        return content.title.rstrip("….") + "…" if is_still else content.title

    def _show_extra(self, extra: QWidget | None) -> None:
        if self._extra is not None and self._extra is not extra:
            self._extra_room.removeWidget(self._extra)
            self._extra.hide()
            self._extra.deleteLater()
        if extra is not None and self._extra is not extra:
            self._extra_room.addWidget(extra)
            extra.show()
        room = 5 if extra is not None else 0
        self._extra_room.setContentsMargins(0, room, 0, room)
        self._extra = extra

    def _show_buttons(self, content: NoticeContent) -> None:
        self.action.setText(content.action)
        self.action.setIcon(icon(content.action_icon) if content.action_icon else QIcon())
        self.action.setHidden(not content.action)
        self.action.setEnabled(True)
        self.alternative.setText(content.alternative)
        self.alternative.setHidden(not content.alternative)
        self.stop.setHidden(not content.is_stoppable)
        self.help.show_place(content.help_at, content.title)
        has_buttons = content.action or content.alternative or content.details or content.help_at
        self._buttons.setHidden(not has_buttons)

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(10)
        for button in (self.action, self.alternative, self._reply.link, self.help):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(self._extra_room)
        for part in (self._tail, self._buttons, self._reply):
            column.addWidget(part)
        across = QHBoxLayout(self)
        across.setContentsMargins(14, 12, 14, 12)
        across.setSpacing(12)
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)
        across.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)


def _named(button: QPushButton, name: str) -> QPushButton:
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    return button
