"""ModeParts: what the windows of one mode are built from, and what each kind of window gets of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lmb_desktop.app.words import keyring_name
from lmb_desktop.command_line import Options
from lmb_desktop.parts import Parts
from lmb_desktop.shell.parts import WindowParts
from lmb_desktop.widgets.tasks import Tasks

if TYPE_CHECKING:
    from lmb_desktop.pages.session import PageParts
    from lmb_desktop.shell.tray import Tray


@dataclass(frozen=True)
class ModeParts:
    """One data folder with everything its windows work with."""

    options: Options
    parts: Parts
    tasks: Tasks
    open_url: Callable[[str], bool]
    may_show_web_view: Callable[[], bool]
    tray: Callable[[], Tray]

    def for_windows(self) -> WindowParts:
        """Return what the windows around the wizard are given."""

        def write_report() -> str:
            # Loaded only where it is wanted.
            from lmb_desktop.diagnostics import report

            return report(self.parts, self.options)

        return WindowParts(
            tasks=self.tasks,
            work=self.parts,
            book=self.parts.book,
            settings=self.parts.current_settings,
            is_practice=self.options.practice,
            keyring_name=keyring_name(),
            app_credentials=lambda: self.parts.app_credentials,
            open_url=self.open_url,
            layout_file=self.parts.folders.layout,
            start_at_login=lambda: self.parts.start_at_login,
            diagnostics=write_report,
        )

    def for_pages(self) -> PageParts:
        """Return what the wizard's pages are given."""
        # The wizard is loaded when it is opened: the first window is painted before it.
        from lmb_desktop.pages.session import PageParts

        return PageParts(
            book=self.parts.book,
            tasks=self.tasks,
            work=self.parts,
            settings=self.parts.current_settings,
            clock=lambda: self.parts.clock,
            open_url=self.open_url,
            keyring_name=keyring_name(),
            is_practice=self.options.practice,
            may_show_web_view=self.may_show_web_view,
            keeps_until_quit=self.parts.keeps_until_quit,
            has_tray=lambda: self.tray().is_there,
        )
