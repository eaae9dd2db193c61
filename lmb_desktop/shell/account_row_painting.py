"""How a row of the list looks: texts, state signs, selection. Decides nothing about what it says.

A row is painted in one piece: a delegate would be asked cell by cell, which takes four times as long in Python.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lmb_desktop.core.clients import ClientView
from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_cells import HALVES, AccountCells
from lmb_desktop.shell.account_header import EDGE, row_height_of, text_room
from lmb_desktop.shell.account_order import Column, alignment_of
from lmb_desktop.shell.client_words import client_counts, client_name
from lmb_desktop.shell.state_words import health_of
from lmb_desktop.widgets.busy_ring import busy_ticker, is_motion_reduced, paint_busy_ring
from lmb_desktop.widgets.icons import pixmap, role_colour, state_role
from lmb_desktop.widgets.painting import focus_line
from lmb_desktop.widgets.tokens import Tokens, current_tokens
from lmb_desktop.widgets.typography import font_for

SIGN = 16
CLIENT_INDENT = 23
"""Where the name of a client begins; the sign that opens it stands before it."""
ACCOUNT_INDENT = 41
_SIGN_TO_TEXT = 7
_NAME_TO_COUNTS = 10
_ARROW = 4
_STRONG_ENDS = (State.REAUTHORISE, State.URGENT, State.ATTENTION)


@dataclass(frozen=True)
class RowLook:
    """How one row stands at this moment."""

    rect: QRect
    is_selected: bool = False
    has_focus: bool = False
    is_expanded: bool = False
    is_first: bool = False
    is_checking: bool = False
    is_flat: bool = False


class RowHeight(QStyledItemDelegate):
    """Tells the view how high a row is; the view paints rows itself."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        metrics = option.fontMetrics
        text = metrics.horizontalAdvance(index.data() or "")  # type: ignore[attr-defined]
        return QSize(ACCOUNT_INDENT + SIGN + _SIGN_TO_TEXT + text + EDGE, row_height_of(metrics))


class RowPainter:
    """Paints the rows of one list."""

    def __init__(self, view: QWidget, header: QHeaderView, cells: AccountCells) -> None:
        self._view = view
        self._header = header
        self._cells = cells
        self.prepare()

    def prepare(self) -> None:
        """Look up colours, fonts and where the columns stand, once for all rows that are painted together."""
        self._tokens = current_tokens()
        self._plain, self._strong = self._view.font(), font_for("strong", self._view.font())
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._strong)}
        self._direction = self._view.layoutDirection()
        self._columns = [column for column in Column if not self._header.isSectionHidden(column)]
        self._rooms = {column: self.room_of(QRect(), column, is_flat=True) for column in self._columns}
        self._flags = {column: QStyle.visualAlignment(self._direction, alignment_of(column)) for column in Column}

    def paint_client(self, painter: QPainter, client: ClientView, look: RowLook) -> None:
        """Paint a client's row over all columns: the sign that opens it, the name, the counts."""
        tokens, metrics = self._tokens, self._view.fontMetrics()
        self._paint_ground(painter, look, tokens)
        if not look.is_first and not look.is_selected:
            painter.fillRect(QRect(look.rect.left(), look.rect.top(), look.rect.width(), 1), tokens.line)
        self._paint_arrow(painter, look, tokens)
        room = look.rect.adjusted(CLIENT_INDENT, 0, -EDGE, 0)
        painter.setFont(self._strong)
        painter.setPen(tokens.on_accent if look.is_selected else tokens.ink)
        name = client_name(client.name)
        used = self._paint_text(painter, room, name)
        room.setLeft(room.left() + used + _NAME_TO_COUNTS)
        painter.setFont(self._plain)
        painter.setPen(tokens.on_accent if look.is_selected else tokens.muted)
        if room.width() > metrics.averageCharWidth() * 3:
            self._paint_text(painter, room, client_counts(client))
        self._paint_focus(painter, look, tokens)

    def paint_account(self, painter: QPainter, view: AccountView, look: RowLook) -> None:
        """Paint an account's row, cell by cell."""
        tokens = self._tokens
        self._paint_ground(painter, look, tokens)
        for column in self._columns:
            self._paint_cell(painter, view, column, look=look)
        self._paint_focus(painter, look, tokens)

    def room_of(self, row: QRect, column: Column, *, is_flat: bool) -> QRect:
        """Return where the text of a cell stands."""
        left, width = self._header.sectionViewportPosition(column), self._header.sectionSize(column)
        room = text_room(QRect(left, row.top(), width, row.height()), column, self._direction)
        return room if is_flat or column is not Column.ACCOUNT else self._beside(room, ACCOUNT_INDENT - EDGE)

    def _paint_cell(self, painter: QPainter, view: AccountView, column: Column, *, look: RowLook) -> None:
        tokens = self._tokens
        room = QRect(self._rooms[column])
        room.moveTop(look.rect.top())
        room.setHeight(look.rect.height())
        if column is Column.ACCOUNT and not look.is_flat:
            room = self._beside(room, ACCOUNT_INDENT - EDGE)
        state = health_of(view, HALVES[column]).state if column in HALVES else None
        is_strong = state.needs_you if state is not None else column is Column.ENDS_IN and view.state in _STRONG_ENDS
        if state is not None:
            colour = tokens.on_accent if look.is_selected else role_colour(state_role(state.value), tokens)
            room = self._paint_sign(painter, room, state, colour=colour, look=look)
        painter.setFont(self._strong if is_strong else self._plain)
        is_ink = is_strong or column is Column.ACCOUNT
        painter.setPen(tokens.on_accent if look.is_selected else tokens.ink if is_ink else tokens.muted)
        text, metrics = self._cells.text(view, column), self._metrics[is_strong]
        if metrics.horizontalAdvance(text) > room.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self._flags[column].value, text)

    def _beside(self, room: QRect, used: int) -> QRect:
        """Return what is left of a room after so much of its beginning is used."""
        is_mirrored = self._direction is Qt.LayoutDirection.RightToLeft
        return room.adjusted(0, 0, -used, 0) if is_mirrored else room.adjusted(used, 0, 0, 0)

    def _paint_sign(self, painter: QPainter, room: QRect, state: State, *, colour: QColor, look: RowLook) -> QRect:
        at = QRect(room.left(), room.center().y() - SIGN // 2 + 1, SIGN, SIGN)
        if self._direction is Qt.LayoutDirection.RightToLeft:
            at.moveRight(room.right())
        if look.is_checking:
            angle = 0.0 if is_motion_reduced(self._view) else busy_ticker().angle()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_busy_ring(painter, QRectF(at), tokens=_ring_tokens(look.is_selected), angle=angle)
        else:
            drawn = pixmap(f"state-{state.value}", SIGN, colour, dpr=self._view.devicePixelRatioF())
            painter.drawPixmap(at.topLeft(), drawn)
        return self._beside(room, SIGN + _SIGN_TO_TEXT)

    def _paint_ground(self, painter: QPainter, look: RowLook, tokens: Tokens) -> None:
        if look.is_selected:
            painter.fillRect(look.rect, tokens.accent)

    def _paint_focus(self, painter: QPainter, look: RowLook, tokens: Tokens) -> None:
        if look.has_focus:
            colour = tokens.on_accent if look.is_selected else tokens.accent_ink
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_line(painter, QRectF(look.rect).adjusted(1, 1, -1, -1), colour=colour, radius=4)

    def _paint_text(self, painter: QPainter, room: QRect, text: str) -> int:
        """Paint a text from the start of a room given for left-to-right; returns how wide it is."""
        direction = self._view.layoutDirection()
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        flags = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QStyle.visualRect(direction, self._view.rect(), room), flags.value, elided)
        return painter.fontMetrics().horizontalAdvance(elided)

    def _paint_arrow(self, painter: QPainter, look: RowLook, tokens: Tokens) -> None:
        middle = QPoint(look.rect.left() + CLIENT_INDENT // 2 - 2, look.rect.center().y() + 1)
        if look.is_expanded:
            corners = [QPoint(-_ARROW, -_ARROW // 2), QPoint(_ARROW, -_ARROW // 2), QPoint(0, _ARROW // 2)]
        else:
            corners = [QPoint(-_ARROW // 2, -_ARROW), QPoint(_ARROW // 2, 0), QPoint(-_ARROW // 2, _ARROW)]
        if self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            middle.setX(self._view.width() - middle.x())
            corners = [QPoint(-corner.x(), corner.y()) for corner in corners]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.on_accent if look.is_selected else tokens.muted)
        painter.drawPolygon(QPolygon([middle + corner for corner in corners]))


def _ring_tokens(is_selected: bool) -> Tokens:
    """Return the colours of the busy ring; on a selected row it stands on the accent."""
    tokens = current_tokens()
    return replace(tokens, info_ink=tokens.on_accent, page=tokens.accent) if is_selected else tokens
