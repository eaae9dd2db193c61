"""How a row of the list looks: texts, state signs, selection. Decides nothing about what it says."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_header import EDGE, PADDING, row_height_of, text_room
from lmb_desktop.shell.account_list_model import CHECKING_ROLE, STATE_ROLE, VIEW_ROLE, AnyIndex
from lmb_desktop.shell.account_order import Column, alignment_of
from lmb_desktop.widgets.busy_ring import busy_ticker, is_motion_reduced, paint_busy_ring
from lmb_desktop.widgets.icons import pixmap, role_colour, state_role
from lmb_desktop.widgets.tokens import Tokens, current_tokens
from lmb_desktop.widgets.typography import font_for

SIGN = 16
_SIGN_TO_TEXT = 7
_STRONG_ENDS = (State.REAUTHORISE, State.URGENT, State.ATTENTION)


class AccountRowDelegate(QStyledItemDelegate):
    """Paints the cells of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        metrics = option.fontMetrics
        sign = SIGN + _SIGN_TO_TEXT if index.data(STATE_ROLE) else 0
        text = metrics.horizontalAdvance(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(PADDING + sign + text + EDGE, row_height_of(metrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        tokens = current_tokens()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            painter.fillRect(option.rect, tokens.accent)
        room = text_room(option.rect, index.column(), option.direction)
        self._paint_cell(painter, room, index, is_selected=is_selected, option=option)
        painter.restore()

    def _paint_cell(
        self,
        painter: QPainter,
        room: QRect,
        index: AnyIndex,
        *,
        is_selected: bool,
        option: QStyleOptionViewItem,
    ) -> None:
        tokens = current_tokens()
        state = _state(index)
        is_strong = _is_strong(index, state)
        painter.setFont(font_for("strong", option.font) if is_strong else QFont(option.font))
        if state is not None:
            colour = _sign_colour(state, tokens, is_selected)
            room = self._paint_sign(painter, room, index, colour=colour, option=option)
        painter.setPen(_text_colour(index, tokens, is_strong=is_strong, is_selected=is_selected))
        flags = QStyle.visualAlignment(option.direction, alignment_of(index.column()))
        text = index.data(Qt.ItemDataRole.DisplayRole)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags.value, elided)

    def _paint_sign(
        self,
        painter: QPainter,
        room: QRect,
        index: AnyIndex,
        *,
        colour: QColor,
        option: QStyleOptionViewItem,
    ) -> QRect:
        at = QRect(room.left(), room.center().y() - SIGN // 2 + 1, SIGN, SIGN)
        place = QStyle.visualRect(option.direction, room, at)
        if index.data(CHECKING_ROLE):
            is_still = option.widget is None or is_motion_reduced(option.widget)
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            angle = 0.0 if is_still else busy_ticker().angle()
            paint_busy_ring(painter, QRectF(place), tokens=_ring_tokens(is_selected), angle=angle)
        else:
            device = painter.device()
            dpr = device.devicePixelRatio() if device is not None else 1.0
            painter.drawPixmap(place.topLeft(), pixmap(f"state-{index.data(STATE_ROLE)}", SIGN, colour, dpr=dpr))
        rest = room.adjusted(SIGN + _SIGN_TO_TEXT, 0, 0, 0)
        return QStyle.visualRect(option.direction, room, rest)


def _state(index: AnyIndex) -> State | None:
    name = index.data(STATE_ROLE)
    return State(name) if name else None


def _is_strong(index: AnyIndex, state: State | None) -> bool:
    if state is not None:
        return state.needs_you
    view: AccountView = index.data(VIEW_ROLE)
    return index.column() == Column.ENDS_IN and view.state in _STRONG_ENDS


def _sign_colour(state: State, tokens: Tokens, is_selected: bool) -> QColor:
    return tokens.on_accent if is_selected else role_colour(state_role(state.value), tokens)


def _text_colour(index: AnyIndex, tokens: Tokens, *, is_strong: bool, is_selected: bool) -> QColor:
    if is_selected:
        return tokens.on_accent
    return tokens.ink if is_strong or index.column() == Column.ACCOUNT else tokens.muted


def _ring_tokens(is_selected: bool) -> Tokens:
    """Return the colours of the busy ring; on a selected row it stands on the accent."""
    tokens = current_tokens()
    return replace(tokens, info_ink=tokens.on_accent, page=tokens.accent) if is_selected else tokens
