"""One instance per data folder: the first start takes a seat, a later one wakes the first instead."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from lmb_desktop.command_line import Options
from lmb_desktop.gateways.folders import default_folders
from lmb_desktop.gateways.meeting_place import LifeLock, MeetingPlace, meeting_place

if TYPE_CHECKING:
    from lmb_desktop.shell.single_instance import SingleInstance

PATIENCE_S = 10.0
"""How long a second start tries: the first may be starting itself, or ending."""
RETRY_S = 0.05

log = logging.getLogger(__name__)

# The lock alone tells a start whether it is the first; a second one waits until the first listens. QtNetwork is loaded
# by who listens or calls, never before the first window is painted.


class Seat:
    """The one place of a data folder, held until `close`; without a meeting place nobody is kept out."""

    def __init__(self, place: MeetingPlace | None = None, lock: LifeLock | None = None) -> None:
        self._place, self._lock = place, lock
        self._instance: SingleInstance | None = None

    def listen(self, woken: Callable[[], object]) -> None:
        """Listen for later starts, once the first window is on the screen; each calls `woken`."""
        if self._place is None or self._instance is not None:
            return
        from lmb_desktop.shell.single_instance import SingleInstance

        instance = SingleInstance(self._place.server_name)
        instance.woken.connect(woken)
        if instance.listen():
            self._instance = instance
        else:
            log.warning("Later starts with this data folder cannot be heard")

    def close(self) -> None:
        """Give the seat away; safe to call twice."""
        if self._instance is not None:
            self._instance.close()
            self._instance = None
        if self._lock is not None:
            self._lock.release()
        self._place = None


def take_seat(options: Options) -> Seat | None:
    """Return the seat of the options' data folder, or None where it is taken; raises ProgramSilent.

    Who has it was woken then, unless this start was to be hidden: signing in to the computer opens no window.
    """
    data = default_folders(options.data_dir).data
    try:
        place = meeting_place(data)
        lock = LifeLock(place.lock)
        end = time.monotonic() + PATIENCE_S
        while not lock.take():
            if options.hidden:
                return None
            from lmb_desktop.shell.single_instance import SingleInstance

            if SingleInstance.try_wake(place.server_name):
                return None
            if time.monotonic() > end:
                from lmb_desktop.core.errors import ProgramSilent

                raise ProgramSilent(place=str(data))
            time.sleep(RETRY_S)
    except OSError as error:
        log.warning("Other starts with this data folder cannot be seen: %s", error)
        return Seat()
    return Seat(place, lock)
