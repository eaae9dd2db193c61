"""The program's entry: clears risky environment settings, reads the command line, calls the windows or a command."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lmb_desktop.command_line import Options

RISKY = (
    "OAUTHLIB_INSECURE_TRANSPORT",
    "QTWEBENGINE_CHROMIUM_FLAGS",
    "QTWEBENGINE_REMOTE_DEBUGGING",
    "QTWEBENGINE_DISABLE_SANDBOX",
)
"""Settings that would weaken sign-ins (certificate checks, the sandbox, https only); never taken from outside."""
PRACTICE_SERVICES = "--practice-services"


def main(argv: Sequence[str] | None = None) -> int:
    """Run LMB Desktop; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    clear_environment()
    # Each front door is loaded only when it is used: a command loads no Qt, and the practice services nothing else.
    if arguments[:1] == [PRACTICE_SERVICES]:
        from lmb_desktop import practice

        return practice.main(arguments[1:])
    from lmb_desktop.command_line import parse
    from lmb_desktop.gateways.desktop_proxies import take_over_desktop_proxies

    options = parse(arguments)
    take_over_desktop_proxies()
    if options.command:
        from lmb_desktop import commands

        return commands.run(options)
    if options.tour is not None:
        from lmb_desktop import tour

        return tour.run(options)
    if options.self_check:
        from lmb_desktop.app.self_check import self_check

        return self_check(options)
    return _open_windows(options)


def _open_windows(options: Options) -> int:
    """Run the windows; what would only cost time before the first one is painted is left out."""
    # The collector would look through everything that is loaded, again and again; `app.main` lets it begin later.
    gc.disable()
    # PySide reads the source of each module that is imported after it, to find users of its other spelling of names.
    # There are none here, and reading 200 files takes longer than painting a window.
    import PySide6.QtCore  # noqa: F401

    vars(builtins)["__import__"] = vars(builtins).get("__orig_import__", builtins.__import__)
    from lmb_desktop import app

    return app.main(options)


def clear_environment() -> None:
    """Take the risky settings out of the environment and say so."""
    for name in RISKY:
        if os.environ.pop(name, None) is not None:
            print(f"lmb-desktop: {name} is set in the environment; it was not used.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
