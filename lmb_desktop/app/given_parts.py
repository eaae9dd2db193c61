"""What windows and pages are given of one mode's parts. Opens and touches nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lmb_desktop.app.words import keyring_name
from lmb_desktop.command_line import Options
from lmb_desktop.parts import Parts
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.tasks import Tasks

if TYPE_CHECKING:
    from lmb_desktop.pages.session import PageParts


def window_parts(options: Options, parts: Parts, tasks: Tasks, *, open_url: Callable[[str], bool]) -> WindowParts:
    """Return what the windows around the wizard work with."""

    def write_report() -> str:
        from lmb_desktop.diagnostics import report

        return report(parts, options)

    return WindowParts(
        tasks=tasks,
        work=parts,
        book=parts.book,
        settings=parts.current_settings,
        is_practice=options.practice,
        keyring_name=keyring_name(),
        app_credentials=lambda: parts.app_credentials,
        open_url=open_url,
        layout_file=parts.folders.layout,
        start_at_login=lambda: parts.start_at_login,
        diagnostics=write_report,
    )


def page_parts(
    options: Options,
    parts: Parts,
    tasks: Tasks,
    *,
    open_url: Callable[[str], bool],
    may_show_web_view: Callable[[], bool],
) -> PageParts:
    """Return what the pages of the wizard work with."""
    from lmb_desktop.pages.session import PageParts

    return PageParts(
        book=parts.book,
        tasks=tasks,
        work=parts,
        settings=parts.current_settings,
        clock=lambda: parts.clock,
        open_url=open_url,
        keyring_name=keyring_name(),
        is_practice=options.practice,
        may_show_web_view=may_show_web_view,
        keeps_until_quit=parts.keeps_until_quit,
    )
