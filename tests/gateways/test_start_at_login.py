"""Start with the computer: on Linux for real, on Windows and macOS by what would be written."""

from __future__ import annotations

import ctypes.util
import json
import os
import plistlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.command_line import Options
from lmb_desktop.core.errors import StartAtLoginRefused
from lmb_desktop.core.start_at_login import StartAtLogin
from lmb_desktop.gateways.start_at_login import start_at_login_for
from lmb_desktop.gateways.start_command import StartCommand, running_program, start_command
from lmb_desktop.gateways.start_on_linux import AutostartEntry, autostart_folder, exec_value
from lmb_desktop.gateways.start_on_macos import LABEL, LaunchAgent
from lmb_desktop.gateways.start_on_windows import APPROVED, LONGEST, NAME, RUN, RunEntry
from lmb_desktop.parts import Parts

COMMAND = StartCommand(("/opt/lmb-desktop/lmb-desktop",))
ELSEWHERE = StartCommand(("/home/somebody/old copy/lmb-desktop",))
AWKWARD = (
    "/a b",
    "/it's",
    '/say "so"',
    "/$HOME/`id`/$(id)",
    "/back\\slash\\",
    "/100 %/%U/%%f",
    "/~#?*&;|<>()",
    "/two\nlines\tand\ttabs",
    "/Bücher/日本語",
    "/a\\nb\\s",
)


class FakeRegistry:
    """A registry that keeps values in memory, or refuses everything."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.is_closed = False

    def read(self, key: str, name: str) -> str | bytes | None:
        self._pass()
        return self.values.get((key, name))

    def write(self, key: str, name: str, text: str) -> None:
        self._pass()
        self.values[(key, name)] = text

    def remove(self, key: str, name: str) -> None:
        self._pass()
        self.values.pop((key, name), None)

    def _pass(self) -> None:
        if self.is_closed:
            raise PermissionError(13, "Access is denied")


# What runs


def test_the_frozen_program_starts_by_itself() -> None:
    assert running_program("linux", "/opt/lmb-desktop/lmb-desktop", is_frozen=True) == ("/opt/lmb-desktop/lmb-desktop",)


def test_from_source_python_starts_the_package() -> None:
    assert running_program("linux", "/venv/bin/python", is_frozen=False) == ("/venv/bin/python", "-m", "lmb_desktop")


@pytest.mark.parametrize(
    ("is_frozen", "with_console", "without"),
    [(True, "lmb-desktop.exe", "lmb-desktop-window.exe"), (False, "python.exe", "pythonw.exe")],
)
def test_on_windows_no_console_opens(tmp_path: Path, is_frozen: bool, with_console: str, without: str) -> None:
    console, window = tmp_path / with_console, tmp_path / without
    assert running_program("win32", str(console), is_frozen=is_frozen)[0] == str(console)
    window.touch()
    assert running_program("win32", str(console), is_frozen=is_frozen)[0] == str(window)
    assert running_program("win32", str(window), is_frozen=is_frozen)[0] == str(window)


def test_options_travel_along_with_whole_paths(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    command = start_command(Path("my data"), Path("services.toml"))
    given_options = ("--data-dir", str(home / "my data"), "--services", str(home / "services.toml"))
    assert command.parts == (sys.executable, "-m", "lmb_desktop", "--hidden", *given_options)
    assert start_command(None, None).parts == (sys.executable, "-m", "lmb_desktop", "--hidden")


def test_what_is_started_is_understood_by_the_command_line(home: Path) -> None:
    from lmb_desktop.command_line import parse

    command = start_command(home / "data", home / "s.toml")
    options = parse(command.parts[3:], {})
    assert options == Options(data_dir=home / "data", services=home / "s.toml", hidden=True)


# Linux


def entry_file() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "lmb-desktop.desktop"


def entry(command: StartCommand = COMMAND) -> AutostartEntry:
    return AutostartEntry(command, entry_file().parent)


def unescaped(value: str) -> str:
    """Read a value as the Desktop Entry Specification says of strings."""
    plain = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    read, letters = "", iter(value)
    for letter in letters:
        read += plain[next(letters)] if letter == "\\" else letter
    return read


def arguments(value: str) -> list[str]:
    """Read the value of Exec as the specification says: escapes of strings, then quotes, then the field codes."""
    found: list[str] = []
    current: str | None = None
    is_quoted = False
    letters = iter(unescaped(value))
    for letter in letters:
        if letter == '"':
            is_quoted, current = not is_quoted, current or ""
        elif is_quoted and letter == "\\":
            escaped = next(letters)
            assert escaped in '"`$\\', f"needless escape of {escaped}"
            current = f"{current}{escaped}"
        elif is_quoted:
            assert letter not in "`$", f"{letter} must be escaped"
            current = f"{current}{letter}"
        elif letter == " ":
            found += [] if current is None else [current]
            current = None
        else:
            assert letter not in "\t\n'\\><~|&;$*?#()`", f"{letter} must be quoted"
            current = f"{current or ''}{letter}"
    assert not is_quoted
    found += [] if current is None else [current]
    for each in found:
        assert "%" not in each.replace("%%", ""), "a field code"
    return [each.replace("%%", "%") for each in found]


def exec_line() -> str:
    (line,) = [line for line in entry_file().read_text("utf-8").split("\n") if line.startswith("Exec=")]
    return line.removeprefix("Exec=")


def test_on_linux_it_is_an_entry_in_the_autostart_folder(home: Path) -> None:
    way = start_at_login_for(Options(data_dir=home / "my data"))
    assert not way.is_on()
    way.switch(True)
    assert way.is_on()
    assert arguments(exec_line()) == [
        sys.executable,
        "-m",
        "lmb_desktop",
        "--hidden",
        "--data-dir",
        str(home / "my data"),
    ]
    lines = entry_file().read_text("utf-8").split("\n")
    assert lines[0] == "[Desktop Entry]"
    assert {"Type=Application", "Name=LMB Desktop", "Terminal=false", "X-GNOME-Autostart-enabled=true"} <= set(lines)
    way.switch(False)
    assert not way.is_on()
    assert list(entry_file().parent.iterdir()) == []


def test_the_parts_of_a_program_carry_its_own_options(home: Path) -> None:
    parts = Parts(Options(data_dir=home / "one", services=home / "s.toml", practice=True))
    parts.start_at_login.switch(True)
    assert arguments(exec_line())[3:] == [
        "--hidden",
        "--data-dir",
        str(home / "one"),
        "--services",
        str(home / "s.toml"),
    ]
    assert not Parts(Options(data_dir=home / "other")).start_at_login.is_on()


def test_the_entry_is_whole_and_private_and_leaves_nothing_beside_it() -> None:
    entry().switch(True)
    entry().switch(True)
    assert [each.name for each in entry_file().parent.iterdir()] == ["lmb-desktop.desktop"]
    assert entry_file().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "change",
    [
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false"),
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled = false"),
        ("Terminal=false", "Terminal=false\nHidden=true"),
        ("[Desktop Entry]", "[Another Group]"),
        ("--hidden", ""),
    ],
)
def test_an_entry_that_a_desktop_switched_off_is_off_and_can_be_switched_on(change: tuple[str, str]) -> None:
    entry().switch(True)
    entry_file().write_text(entry_file().read_text("utf-8").replace(*change), "utf-8")
    assert not entry().is_on()
    entry().switch(True)
    assert entry().is_on()


@pytest.mark.parametrize(
    "change",
    [
        ("Terminal=false", "Terminal=false\nHidden=false"),
        ("Exec=", "Exec = "),
        ("Name=LMB Desktop", "# Hidden=true\nName=LMB Desktop\nName[de]=LMB Desktop"),
        ("X-GNOME-Autostart-enabled=true\n", "\n[Desktop Action off]\nHidden=true\nExec=other\n"),
    ],
)
def test_an_entry_that_a_desktop_wrote_anew_is_still_on(change: tuple[str, str]) -> None:
    entry().switch(True)
    entry_file().write_text(entry_file().read_text("utf-8").replace(*change), "utf-8")
    assert entry().is_on()


def test_bytes_that_are_no_entry_are_off() -> None:
    entry_file().parent.mkdir(parents=True)
    entry_file().write_bytes(b"\xff\xfe\x00[Desktop Entry\nExec")
    assert not entry().is_on()
    entry().switch(False)
    assert entry_file().exists()


def test_a_configuration_folder_is_taken_from_the_environment_only_with_a_whole_path(home: Path) -> None:
    assert autostart_folder({"XDG_CONFIG_HOME": "/etc/mine"}, home) == Path("/etc/mine/autostart")
    for unusable in ({}, {"XDG_CONFIG_HOME": ""}, {"XDG_CONFIG_HOME": "relative"}):
        assert autostart_folder(unusable, home) == home / ".config" / "autostart"


PATHS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(" \n\t\r\"'`$\\%~#"), min_size=1)


@given(PATHS, PATHS)
def test_whatever_a_path_is_called_the_exec_line_brings_it_back(data_dir: str, services: str) -> None:
    command = StartCommand(("/opt/p",), Path("/", data_dir), Path("/", services))
    value = exec_value(command.parts)
    assert "\n" not in value
    assert tuple(arguments(value)) == command.parts
    with tempfile.TemporaryDirectory() as folder:
        written = AutostartEntry(command, Path(folder))
        written.switch(True)
        assert written.is_on()
        written.switch(False)
        assert not written.is_on()


LAUNCHER = """
import ctypes, sys
gio = ctypes.CDLL(sys.argv[1])
gio.g_desktop_app_info_new_from_filename.restype = ctypes.c_void_p
gio.g_desktop_app_info_new_from_filename.argtypes = [ctypes.c_char_p]
gio.g_app_info_launch.argtypes = [ctypes.c_void_p] * 4
entry = gio.g_desktop_app_info_new_from_filename(sys.argv[2].encode())
sys.exit(0 if entry and gio.g_app_info_launch(entry, None, None, None) else 1)
"""


@pytest.mark.parametrize("awkward", AWKWARD)
def test_a_desktop_starts_the_program_with_the_very_options(home: Path, awkward: str) -> None:
    library = ctypes.util.find_library("gio-2.0")
    if library is None:
        pytest.skip("GNOME's library is not on this computer")
    told = home / "told"
    os.mkfifo(told)
    program = home / f"program{awkward.replace('/', ' ').replace('%', '')}"
    program.write_text(f"#!{sys.executable}\nimport json, sys\nopen({str(told)!r}, 'w').write(json.dumps(sys.argv))\n")
    program.chmod(0o700)
    command = StartCommand((str(program),), Path(awkward))
    entry(command).switch(True)
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, library, str(entry_file())])
    assert launcher.wait(30) == 0
    assert tuple(json.loads(told.read_text("utf-8"))) == command.parts


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="the validator is not on this computer")
@pytest.mark.parametrize("awkward", AWKWARD)
def test_the_entry_passes_the_validator(awkward: str) -> None:
    entry(replace(COMMAND, data_dir=Path(awkward))).switch(True)
    outcome = subprocess.run(["desktop-file-validate", str(entry_file())], capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stdout) == (0, "")


@pytest.mark.parametrize(
    "program", ["/opt/a=b/lmb-desktop", "/opt/100 %/lmb-desktop", "/opt/\x1b/lmb-desktop", "/opt/\udcff/lmb-desktop"]
)
def test_a_program_that_no_entry_can_name_is_refused(program: str) -> None:
    with pytest.raises(StartAtLoginRefused) as caught:
        entry(StartCommand((program,))).switch(True)
    assert caught.value.fact("place") == str(entry_file())
    assert not entry_file().exists()


@pytest.mark.parametrize("obstacle", ["folder is a file", "file is a folder"])
@pytest.mark.parametrize("on", [True, False])
def test_a_place_that_cannot_be_written_is_named(obstacle: str, on: bool) -> None:
    if obstacle == "file is a folder":
        (entry_file() / "full").mkdir(parents=True)
    else:
        entry_file().parent.touch()
    assert not entry().is_on()
    with pytest.raises(StartAtLoginRefused) as caught:
        entry().switch(on)
    assert caught.value.fact("place") == str(entry_file())
    assert "directory" in caught.value.fact("reason")
    assert [each.name for each in entry_file().parent.parent.iterdir()] == ["autostart"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_closed_to_writing_is_refused() -> None:
    entry_file().parent.mkdir(parents=True, mode=0o500)
    with pytest.raises(StartAtLoginRefused):
        entry().switch(True)


# Windows

WINDOWS = StartCommand((r"C:\Program Files\LMB Desktop\lmb-desktop-window.exe",), Path("D:/my data"))
WINDOWS_LINE = r'"C:\Program Files\LMB Desktop\lmb-desktop-window.exe" --hidden --data-dir "D:/my data"'
SINCE = bytes.fromhex("a0b1c2d3e4f5d901")


@pytest.fixture
def registry() -> FakeRegistry:
    """Give an empty registry."""
    return FakeRegistry()


def test_on_windows_it_is_a_value_of_the_run_key(registry: FakeRegistry) -> None:
    way = RunEntry(WINDOWS, registry)
    assert not way.is_on()
    way.switch(True)
    assert registry.values == {(RUN, NAME): WINDOWS_LINE}
    assert way.is_on()
    way.switch(False)
    assert (registry.values, way.is_on()) == ({}, False)


@pytest.mark.parametrize(
    ("note", "is_on"),
    [
        (b"\x02\0\0\0" + bytes(8), True),
        (b"\x06\0\0\0" + bytes(8), True),
        (b"\x03\0\0\0" + SINCE, False),
        (b"\x07\0\0\0" + SINCE, False),
        (b"\x03", True),
        (b"", True),
        ("disabled", True),
    ],
)
def test_what_task_manager_noted_counts(registry: FakeRegistry, note: bytes | str, is_on: bool) -> None:
    way = RunEntry(WINDOWS, registry)
    way.switch(True)
    registry.values[(APPROVED, NAME)] = note
    assert way.is_on() is is_on
    way.switch(True)
    assert way.is_on()
    assert (APPROVED, NAME) not in registry.values


def test_a_command_that_windows_would_cut_off_is_refused(registry: FakeRegistry) -> None:
    fitting = StartCommand(("C:\\" + "p" * (LONGEST - 3 - len(" --hidden")),))
    RunEntry(fitting, registry).switch(True)
    (line,) = registry.values.values()
    assert len(line) == LONGEST
    with pytest.raises(StartAtLoginRefused):
        RunEntry(StartCommand((f"{fitting.program[0]}p",)), registry).switch(True)
    assert registry.values[(RUN, NAME)] == line


def test_a_closed_registry_is_off_and_refuses(registry: FakeRegistry) -> None:
    way = RunEntry(WINDOWS, registry)
    registry.is_closed = True
    assert not way.is_on()
    for on in (True, False):
        with pytest.raises(StartAtLoginRefused) as caught:
            way.switch(on)
        assert caught.value.facts == {"place": f"HKEY_CURRENT_USER\\{RUN}", "reason": "access is denied"}


# macOS


def agent_file(home: Path) -> Path:
    return home / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def agent(home: Path) -> dict[str, object]:
    return plistlib.loads(agent_file(home).read_bytes())


@pytest.mark.parametrize("awkward", AWKWARD)
def test_on_macos_it_is_a_launch_agent(home: Path, awkward: str) -> None:
    command = replace(COMMAND, services=Path(awkward))
    way = LaunchAgent(command, home)
    assert not way.is_on()
    way.switch(True)
    assert agent(home) == {
        "Label": LABEL,
        "ProgramArguments": list(command.parts),
        "RunAtLoad": True,
        "ProcessType": "Interactive",
    }
    assert way.is_on()
    assert agent_file(home).stat().st_mode & 0o077 == 0
    way.switch(False)
    assert (way.is_on(), list(agent_file(home).parent.iterdir())) == (False, [])


@pytest.mark.parametrize("change", [{"RunAtLoad": False}, {"Disabled": True}, {"ProgramArguments": "x"}])
def test_a_launch_agent_that_starts_nothing_is_off(home: Path, change: dict[str, object]) -> None:
    way = LaunchAgent(COMMAND, home)
    way.switch(True)
    agent_file(home).write_bytes(plistlib.dumps(agent(home) | change))
    assert not way.is_on()
    way.switch(True)
    assert way.is_on()


@pytest.mark.parametrize(
    "content", [b"", b"<plist>", b"bplist00\xff\xff", plistlib.dumps([]), b"<plist><dict></plist>"]
)
def test_a_property_list_that_is_none_is_off_and_stays(home: Path, content: bytes) -> None:
    way = LaunchAgent(COMMAND, home)
    agent_file(home).parent.mkdir(parents=True)
    agent_file(home).write_bytes(content)
    assert not way.is_on()
    way.switch(False)
    assert agent_file(home).read_bytes() == content
    way.switch(True)
    assert way.is_on()


def test_what_no_property_list_can_hold_is_refused(home: Path) -> None:
    with pytest.raises(StartAtLoginRefused):
        LaunchAgent(StartCommand(("/opt/\x1b",)), home).switch(True)
    agent_file(home).parent.parent.mkdir()
    agent_file(home).parent.touch()
    with pytest.raises(StartAtLoginRefused) as caught:
        LaunchAgent(COMMAND, home).switch(True)
    assert caught.value.fact("place") == str(agent_file(home))


# Everywhere


def ways(home: Path, command: StartCommand, registry: FakeRegistry) -> dict[str, StartAtLogin]:
    return {
        "linux": entry(command),
        "windows": RunEntry(command, registry),
        "macos": LaunchAgent(command, home),
    }


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
def test_an_entry_for_another_place_is_off_stays_when_switched_off_and_is_taken_over(
    home: Path, registry: FakeRegistry, system: str
) -> None:
    old, new = ways(home, ELSEWHERE, registry)[system], ways(home, COMMAND, registry)[system]
    old.switch(True)
    assert (old.is_on(), new.is_on()) == (True, False)
    new.switch(False)
    assert old.is_on()
    new.switch(True)
    assert (old.is_on(), new.is_on()) == (False, True)


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
def test_switching_off_what_is_not_on_changes_nothing(home: Path, registry: FakeRegistry, system: str) -> None:
    before = sorted(home.rglob("*"))
    way = ways(home, COMMAND, registry)[system]
    way.switch(False)
    assert not way.is_on()
    assert (sorted(home.rglob("*")), registry.values) == (before, {})
