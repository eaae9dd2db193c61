"""The command line: every option has its variable, and wrong usage ends with 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmb_desktop import __version__
from lmb_desktop.command_line import Options, parse


def test_nothing_asked_is_the_program_itself():
    assert parse([], {}) == Options()


@pytest.mark.parametrize(
    ("argv", "environ", "options"),
    [
        (["--data-dir", "d"], {"LMB_DESKTOP_DATA_DIR": "d"}, Options(data_dir=Path("d"))),
        (["--services", "f"], {"LMB_DESKTOP_SERVICES": "f"}, Options(services=Path("f"))),
        (["--practice"], {"LMB_DESKTOP_PRACTICE": "1"}, Options(practice=True)),
        (["--hidden"], {"LMB_DESKTOP_HIDDEN": "1"}, Options(hidden=True)),
        (["--tour", "t"], {"LMB_DESKTOP_TOUR": "t"}, Options(tour=Path("t"))),
        (["--self-check"], {"LMB_DESKTOP_SELF_CHECK": "1"}, Options(self_check=True)),
    ],
)
def test_each_option_has_its_variable(argv, environ, options):
    assert parse(argv, {}) == options
    assert parse([], environ) == options


def test_an_option_wins_over_its_variable():
    assert parse(["--data-dir", "a"], {"LMB_DESKTOP_DATA_DIR": "b"}).data_dir == Path("a")


def test_an_empty_variable_asks_for_nothing():
    assert parse([], {"LMB_DESKTOP_DATA_DIR": "", "LMB_DESKTOP_PRACTICE": "", "LMB_DESKTOP_HIDDEN": "0"}) == Options()


@pytest.mark.parametrize(
    ("argv", "options"),
    [
        (["accounts"], Options(command="accounts")),
        (["accounts", "--json"], Options(command="accounts", as_json=True)),
        (["check", "one", "two words", "--json"], Options(command="check", names=("one", "two words"), as_json=True)),
        (["--practice", "check"], Options(command="check", practice=True)),
        (["diagnostics"], Options(command="diagnostics")),
        (["diagnostics", "report.txt"], Options(command="diagnostics", report=Path("report.txt"))),
    ],
)
def test_commands_follow_the_options(argv, options):
    assert parse(argv, {}) == options


@pytest.mark.parametrize(
    "argv", [["--unknown"], ["fly"], ["accounts", "extra"], ["--data-dir"], ["accounts", "--practice"], ["--data", "d"]]
)
def test_wrong_usage_ends_with_two(argv, capsys):
    with pytest.raises(SystemExit) as left:
        parse(argv, {})
    assert left.value.code == 2
    assert "usage: lmb-desktop" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "words"), [("--version", f"LMB Desktop {__version__}"), ("--help", "usage: lmb-desktop")]
)
def test_version_and_help_are_what_everyone_expects(option, words, capsys):
    with pytest.raises(SystemExit) as left:
        parse([option], {})
    assert left.value.code == 0
    assert words in capsys.readouterr().out
