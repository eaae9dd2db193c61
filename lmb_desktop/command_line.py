"""The command line: options and commands as text becomes them. Starts nothing."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lmb_desktop import __version__

DATA_DIR = "LMB_DESKTOP_DATA_DIR"
SERVICES = "LMB_DESKTOP_SERVICES"
PRACTICE = "LMB_DESKTOP_PRACTICE"
PRACTICE_IF_UNCONFIGURED = "LMB_DESKTOP_PRACTICE_IF_UNCONFIGURED"
HIDDEN = "LMB_DESKTOP_HIDDEN"
TOUR = "LMB_DESKTOP_TOUR"
SELF_CHECK = "LMB_DESKTOP_SELF_CHECK"


@dataclass(frozen=True)
class Options:
    """What the person asked for."""

    data_dir: Path | None = None
    services: Path | None = None
    practice: bool = False
    practice_if_unconfigured: bool = False
    hidden: bool = False
    tour: Path | None = None
    self_check: bool = False
    command: str = ""
    names: tuple[str, ...] = ()
    as_json: bool = False
    report: Path | None = None


def parse(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> Options:
    """Return the options of a command line and the environment; raises SystemExit(2) on wrong usage."""
    found = _parser(environ).parse_args(list(argv))
    return Options(
        data_dir=found.data_dir,
        services=found.services,
        practice=found.practice,
        practice_if_unconfigured=environ.get(PRACTICE_IF_UNCONFIGURED) == "1",
        hidden=found.hidden,
        tour=found.tour,
        self_check=found.self_check,
        command=found.command or "",
        names=tuple(getattr(found, "names", ())),
        as_json=getattr(found, "as_json", False),
        report=getattr(found, "report", None),
    )


def _parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lmb-desktop",
        description="Connect Amazon seller accounts to Xero or QuickBooks, and keep them connected.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"LMB Desktop {__version__}")
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=_path(environ, DATA_DIR), help="keep everything under DIR"
    )
    parser.add_argument(
        "--services", type=Path, metavar="FILE", default=_path(environ, SERVICES), help="service settings (TOML)"
    )
    parser.add_argument(
        "--practice", action="store_true", default=environ.get(PRACTICE) == "1", help="practise with made-up services"
    )
    parser.add_argument("--hidden", action="store_true", default=environ.get(HIDDEN) == "1", help="start in the tray")
    parser.add_argument(
        "--tour",
        type=Path,
        metavar="DIR",
        default=_path(environ, TOUR),
        help="walk the whole practice journey and save a picture of every step in DIR",
    )
    parser.add_argument(
        "--self-check",
        action="store_true",
        default=environ.get(SELF_CHECK) == "1",
        help="try every part in a throw-away folder, print one line",
    )
    _add_commands(parser)
    return parser


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog=parser.prog)
    accounts = commands.add_parser("accounts", help="list the accounts with the state of both halves")
    accounts.add_argument("--json", action="store_true", dest="as_json", help="as JSON")
    check = commands.add_parser("check", help="check accounts live, all of them or the named ones")
    check.add_argument("names", nargs="*", metavar="NAME", help="a name or an id")
    check.add_argument("--json", action="store_true", dest="as_json", help="as JSON")
    diagnostics = commands.add_parser("diagnostics", help="write a report without secrets")
    diagnostics.add_argument(
        "report", nargs="?", type=Path, metavar="FILE", help="where to write it; else it is printed"
    )


def _path(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name, "")
    return Path(value) if value else None
