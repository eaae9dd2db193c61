"""Who may import whom: the arrows of the house point down, and never in a circle."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import FRONT_DOORS, PACKAGE, Module, product_modules, read_module

# Room -> rooms of ours it may import, besides itself. The front doors are one idea in several files: `command_line`
# reads the arguments, `parts` (with `own_apps` and `store_parts`) builds what app and commands share without Qt, and
# `diagnostics` writes the report for both.
ARROWS = {
    "": set(),
    "core": set(),
    "resources": set(),
    "practice": set(),
    "gateways": {"core"},
    "widgets": {"core", "resources"},
    "pages": {"core", "resources", "widgets"},
    "shell": {"core", "resources", "widgets", "pages"},
    "command_line": {"core"},
    "own_apps": {"core", "gateways", "resources"},
    "store_parts": {"command_line", "core", "gateways"},
    "parts": {"command_line", "core", "gateways", "own_apps", "practice", "resources", "store_parts"},
    "diagnostics": {"command_line", "core", "gateways", "parts"},
    "commands": {"command_line", "core", "diagnostics", "gateways", "parts", "resources"},
    "tour": {"app", "command_line", "core", "resources"},
    "app": {
        *("command_line", "core", "diagnostics", "gateways", "pages", "parts", "practice", "resources", "shell"),
        *("tour", "widgets"),
    },
    "__main__": {"app", "command_line", "commands", "core", "gateways", "parts", "practice", "resources", "tour"},
}
QT = {"PySide6", "shiboken6"}
WORLD = {"keyring", "oauthlib", "requests", "requests_oauthlib", "sqlite3", "sqlite_utils", "urllib3"}
# Room -> libraries it may not know.
STRANGERS = {
    "gateways": QT | {"flask", "werkzeug"},
    "command_line": QT | WORLD | {"flask", "werkzeug"},
    "commands": QT | {"flask", "werkzeug"},
    "diagnostics": QT | {"flask", "werkzeug"},
    "own_apps": QT | {"flask", "werkzeug"},
    "store_parts": QT | {"flask", "werkzeug"},
    "parts": QT | {"flask", "werkzeug"},
    "practice": QT | {"keyring", "requests", "requests_oauthlib"},
    "resources": WORLD | {"flask"},
    "widgets": WORLD | {"flask"},
    "pages": WORLD | {"flask"},
    "shell": WORLD | {"flask"},
}
# Parts of the standard library that are network, files or processes: not for core.
NOT_FOR_CORE = {
    "http",
    "multiprocessing",
    "shutil",
    "socket",
    "socketserver",
    "sqlite3",
    "ssl",
    "subprocess",
    "tempfile",
}
CLOCKS = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"}

MODULES = product_modules()
NAMES = {module.name for module in MODULES}


def own_target(target: str, names: set[str] = NAMES) -> str | None:
    """Name the module of ours that an import leads to, if it does."""
    if target.split(".")[0] != PACKAGE:
        return None
    while target not in names and "." in target:
        target = target.rpartition(".")[0]
    return target


def wrong_arrows(module: Module) -> list[str]:
    """List the imports of ours that the arrows do not allow."""
    allowed = ARROWS.get(module.room, set()) | {module.room, ""}
    found = []
    for imported in module.imports:
        target = own_target(imported.target)
        room = [*target.split("."), ""][1] if target else ""
        if room not in allowed:
            found.append(f"{module}:{imported.line} {module.room or PACKAGE} may not import {room}")
    return found


def strangers(module: Module) -> list[str]:
    """List the imports of libraries that the room may not know."""
    found = []
    for imported in module.imports:
        library = imported.target.split(".")[0]
        foreign_to_core = library not in sys.stdlib_module_names and library != PACKAGE
        is_stranger = library in STRANGERS.get(module.room, set())
        if is_stranger or (module.room == "core" and (foreign_to_core or library in NOT_FOR_CORE)):
            found.append(f"{module}:{imported.line} {module.room} may not import {library}")
    return found


def circles(modules: list[Module]) -> list[str]:
    """List the modules that reach themselves by following imports, wherever in the file these stand."""
    names = {module.name for module in modules}
    edges = {
        module.name: {own_target(each.target, names) for each in module.imports} - {None, module.name}
        for module in modules
    }
    reach = {name: set(targets) for name, targets in edges.items()}
    grown = True
    while grown:
        grown = False
        for targets in reach.values():
            further = set().union(*(reach.get(target, set()) for target in targets)) - targets
            grown = grown or bool(further)
            targets |= further
    return sorted(name for name, targets in reach.items() if name in targets)


def as_module(folder: Path, name: str, text: str) -> Module:
    """Write a file as if it were the product's module of that name."""
    path = folder / f"{name}.py"
    path.write_text(text, "utf-8")
    return read_module(path, name)


def test_every_room_has_its_arrows() -> None:
    assert {module.room for module in MODULES} <= set(ARROWS)


def test_imports_follow_the_arrows_of_the_house() -> None:
    assert [wrong for module in MODULES for wrong in wrong_arrows(module)] == []


def test_rooms_know_only_the_libraries_that_are_theirs() -> None:
    assert [wrong for module in MODULES for wrong in strangers(module)] == []


def test_no_module_reaches_itself_by_imports() -> None:
    assert circles(MODULES) == []


def test_no_page_imports_another_page() -> None:
    wrong = [
        f"{module}:{imported.line}"
        for module in MODULES
        if module.room == "pages" and module.name.endswith("_page")
        for imported in module.imports
        if (own_target(imported.target) or "").endswith("_page")
    ]
    assert wrong == []


def test_only_shell_and_app_build_the_wizard() -> None:
    wrong = [
        f"{module}:{imported.line}"
        for module in MODULES
        if module.room not in {"app", "shell"}
        for imported in module.imports
        if imported.target.endswith(".AccountWizard")
    ]
    assert wrong == []


def test_an_import_inside_a_function_says_why() -> None:
    wrong = []
    for module in MODULES:
        lines = module.text.splitlines()
        for imported in module.imports:
            # A comment on the line itself, or above the block of imports it belongs to.
            above = imported.line - 1
            while above > 1 and "import " in lines[above - 1] and not lines[above - 1].lstrip().startswith("#"):
                above -= 1
            explained = "#" in lines[imported.line - 1] or lines[above - 1].lstrip().startswith("#")
            if imported.is_lazy and not explained and module.room not in FRONT_DOORS:
                wrong.append(f"{module}:{imported.line}")
    assert wrong == []


def test_core_asks_no_clock() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module in MODULES
        if module.room == "core"
        for line, name in module.dotted_names()
        if name.endswith(tuple(CLOCKS))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("room", "refused"),
    [
        ("core", ["PySide6", "shiboken6", "flask", *sorted(WORLD - {"sqlite3"})]),
        ("gateways", ["PySide6", "shiboken6", "flask"]),
        ("commands", ["PySide6", "shiboken6", "flask"]),
        ("own_apps", ["PySide6", "shiboken6"]),
        ("diagnostics", ["PySide6", "shiboken6"]),
        ("store_parts", ["PySide6", "shiboken6"]),
        ("parts", ["PySide6", "shiboken6"]),
        ("practice", ["PySide6", "shiboken6", "keyring"]),
    ],
)
def test_a_room_loads_where_what_it_may_not_know_cannot_be_imported(room: str, refused: list[str]) -> None:
    names = sorted(module.name for module in MODULES if module.room == room and not module.name.endswith("__main__"))
    program = "import importlib, sys\nfor name in sys.argv[1].split(): sys.modules[name] = None\n"
    program += "for name in sys.argv[2].split(): importlib.import_module(name)\n"
    command = [sys.executable, "-c", program, " ".join(refused), " ".join(names)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_a_wrong_arrow_is_found(tmp_path: Path) -> None:
    if "lmb_desktop.core.secret" not in NAMES:
        pytest.skip("core is not there yet")
    module = as_module(tmp_path, "lmb_desktop.resources.wrong", "from lmb_desktop.core.secret import Secret\n")
    assert len(wrong_arrows(module)) == 1


def test_a_stranger_is_found(tmp_path: Path) -> None:
    text = "def late() -> None:\n    import requests\n    from PySide6 import QtCore\n    import socket\n"
    assert len(strangers(as_module(tmp_path, "lmb_desktop.core.wrong", text))) == 3


def test_a_circle_is_found(tmp_path: Path) -> None:
    version = as_module(tmp_path, "lmb_desktop", "def late() -> None:\n    from lmb_desktop.core import secret\n")
    core = as_module(tmp_path, "lmb_desktop.core", "from lmb_desktop import __version__\n")
    assert circles([version, core]) == ["lmb_desktop", "lmb_desktop.core"]
