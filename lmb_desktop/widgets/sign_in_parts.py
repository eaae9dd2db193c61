"""What a sign-in works with; handed in by the page or dialog that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lmb_desktop.core.ports import Clock
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.tasks import Tasks


@dataclass(frozen=True)
class SignInParts:
    """Ports of a sign-in; `work` is touched inside `tasks` only, the rest is quick."""

    tasks: Tasks
    work: WorkPorts
    settings: Callable[[], ServiceSettings]
    clock: Callable[[], Clock]
    open_url: Callable[[str], bool]
    may_show_web_view: Callable[[], bool]
    is_practice: bool = False
