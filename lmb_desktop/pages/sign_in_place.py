"""SignInPlace: a sign-in stands in a page itself, in the place of what the page shows otherwise."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.pages.page import AccountPage
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.page_scroll import PageScroll

Kind = TypeVar("Kind", bound=QWidget)


class SignInPlace(QObject):
    """Show a page's own content, or the sign-in instead; a web page gets the whole room."""

    room_wanted = Signal(bool)
    """A web page is shown and would like more room, or no longer."""

    def __init__(self, page: AccountPage, panel: QWidget) -> None:
        super().__init__(page)
        self._panel = panel
        self._has_room = False
        self._scroll = _ancestor(page.content, PageScroll)
        self._frame = [_ancestor(page.header, QWidget), _ancestor(page.notice, QWidget)]
        outer = page.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.indexOf(self._scroll) + 1, panel, 1)

    def show_stage(self, stage: Stage) -> None:
        """Show what belongs to this stage of the sign-in."""
        for around in self._frame:
            around.setHidden(stage is Stage.VIEW)
        self._scroll.setHidden(stage is not Stage.CLOSED)
        self._panel.setHidden(stage is Stage.CLOSED)
        if (stage is Stage.VIEW) is not self._has_room:
            self._has_room = stage is Stage.VIEW
            self.room_wanted.emit(self._has_room)


def _ancestor(widget: QWidget, kind: type[Kind]) -> Kind:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, kind):
        around = around.parentWidget()
    assert around is not None  # the frame of AccountPage holds it
    return around
