"""What dialogs that do an act have in common: it runs in the background, and the dialog stays until it has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AccountGone, Cancelled, LmbError
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.messages import message_for
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.notice_act import NoticeAct

Outcome = TypeVar("Outcome")

_STOPPED = object()


class ActDialog(DialogFrame):
    """Do one act at a time; closing while it runs asks it to stop, and what it has done by then is still told."""

    def __init__(self, name: str, title: str, *, parts: WindowParts, parent: QWidget | None) -> None:
        """Build an empty dialog with a notice; a subclass places it."""
        super().__init__(name, title, parent)
        self.parts = parts
        self.notice = Notice()
        self.act = NoticeAct(self.notice)
        self._stop: CancelToken | None = None
        self._is_reading = False
        self.notice.stop_triggered.connect(self._ask_to_stop)
        self.notice.help_wanted.connect(self.help_wanted)
        # From the event loop: the layouts around the notice hear of its coming and going only there.
        self.notice.changed.connect(lambda: QTimer.singleShot(0, self, self.fit_height))

    @property
    def is_busy(self) -> bool:
        """Tell whether the act is under way."""
        return self._stop is not None

    def run(
        self,
        work: Callable[[CancelToken], Outcome],
        done: Callable[[Outcome], None],
        *,
        busy: str,
        again: Callable[[], None],
        stoppable: bool = False,
        is_reading: bool = False,
    ) -> None:
        """Run work; an error is shown and `again` repeats it. Nothing is told of an act that was stopped in time.

        Work that only reads keeps nobody: the dialog may be closed at once.
        """
        self._is_reading = is_reading
        # Not the token of the tasks: what they cancel is dropped, and here the outcome counts even then.
        stop = self._stop = CancelToken()
        self.set_usable(False)
        self.notice.show_busy(busy, stoppable=stoppable)

        def until_stopped(_cancel: CancelToken) -> Any:
            try:
                return work(stop)
            except Cancelled:
                return _STOPPED

        def on_done(outcome: Any) -> None:
            self._rest()
            if outcome is not _STOPPED:
                done(outcome)

        def on_failed(error: LmbError) -> None:
            self._rest()
            self.show_failed(error, again)

        self.parts.tasks.run(self, until_stopped, on_done, on_failed)

    def set_usable(self, is_usable: bool) -> None:
        """Switch the controls off while the act runs, and on again; a subclass says which."""

    def reject(self) -> None:
        """Close; while the act runs, ask it to stop first."""
        if self.is_busy and not self._is_reading:
            self._ask_to_stop()
        else:
            super().reject()

    def make_default(self, button: QPushButton) -> None:
        """Let Enter press this button: the harmless one, where something is destroyed."""
        button.setDefault(True)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_to_stop(self) -> None:
        if self._stop is not None:
            self._stop.cancel()
            self.notice.show_busy(self.tr("Stopping…"), stoppable=False)

    def show_failed(self, error: LmbError, again: Callable[[], None]) -> None:
        """Say why the act came to nothing; the notice's button tries again."""
        is_final = isinstance(error, AccountGone)
        self.act.show(message_for(error), None if is_final else again, action=self.tr("Try again"))

    def _rest(self) -> None:
        self._stop = None
        self.notice.show_nothing()
        self.set_usable(True)
