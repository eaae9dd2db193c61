"""Rules for the Qt rooms: threads, the web view, colours, and what pages may reach for."""

import ast
import re
import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.house.source import Module, product_modules

QT_ROOMS = {"app", "pages", "shell", "tour", "widgets"}
NO_LOOP = {"QEventLoop", "QRunnable", "processEvents"}
# Nothing is read from a provider's page but its redirect address.
NO_READING = {"QWebChannel", "QWebEngineScript", "runJavaScript", "setWebChannel", "toHtml", "toPlainText"}
# Static boxes run an event loop of their own until they are closed.
BLOCKING_BOXES = re.compile(
    r"QMessageBox\.(about|aboutQt|critical|information|question|warning)"
    r"|QInputDialog\.get\w+|QFileDialog\.get\w+|QColorDialog\.getColor|QFontDialog\.getFont"
)
COLOUR_TEXT = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\(")
COLOUR_NAMES = {"black", "blue", "cyan", "gray", "green", "magenta", "red", "white", "yellow"}

MODULES = [module for module in product_modules() if module.room in QT_ROOMS]


def found_names(module: Module, names: set[str]) -> list[str]:
    """List where a module uses one of the names."""
    return [f"{module}:{line} {name}" for line, name in module.identifiers() if name in names]


def calls(module: Module) -> list[ast.Call]:
    """List the calls of a module."""
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]


def test_no_thread_and_no_loop_of_our_own() -> None:
    assert [wrong for module in MODULES for wrong in found_names(module, NO_LOOP)] == []


def test_nobody_makes_a_qthread() -> None:
    wrong = []
    for module in MODULES:
        classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
        bases = [(node.lineno, ast.unparse(base)) for node in classes for base in node.bases]
        made = [(node.lineno, ast.unparse(node.func)) for node in calls(module)]
        wrong += [f"{module}:{line}" for line, name in bases + made if name.rpartition(".")[2] == "QThread"]
    assert wrong == []


def test_only_the_front_door_enters_an_event_loop() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module in MODULES
        if module.room not in {"app", "tour"}
        for node in calls(module)
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"exec", "exec_", "terminate"}
    ]
    assert wrong == []


def test_no_box_blocks_the_program() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in calls(module)
        if BLOCKING_BOXES.fullmatch(ast.unparse(node.func))
    ]
    assert wrong == []


def test_no_tooltip_and_no_notification_takes_a_name_for_markup() -> None:
    plainly = re.compile(r"(unmarked|quoted_plainly)\(.*\)( if .* else '')?|self\.tr\(.*\)|''")
    told = {"setToolTip": 0, "showMessage": 1}
    wrong = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in calls(module)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in told
        and not plainly.fullmatch(ast.unparse(node.args[told[node.func.attr]]))
    ]
    assert wrong == []


def test_nothing_is_read_from_a_web_page() -> None:
    assert [wrong for module in MODULES for wrong in found_names(module, NO_READING)] == []


def test_no_page_reaches_for_its_wizard() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module in MODULES
        if module.room == "pages" and module.name.endswith("_page")
        for node in calls(module)
        if ast.unparse(node.func) == "self.wizard"
    ]
    assert wrong == []


def colours_typed_in(module: Module) -> list[str]:
    """List the colours a module names itself."""
    texts = [f"{module}:{line} {text}" for line, text in module.texts() if COLOUR_TEXT.search(text)]
    names = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr.lower().removeprefix("dark").removeprefix("light") in COLOUR_NAMES
        and ast.unparse(node.value) in {"Qt", "Qt.GlobalColor", "QtCore.Qt", "QtCore.Qt.GlobalColor"}
    ]
    made = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for node in calls(module)
        if ast.unparse(node.func).rpartition(".")[2] == "QColor"
        and any(isinstance(argument, ast.Constant) for argument in node.args)
    ]
    return texts + names + made


def test_colours_come_from_the_tokens_only() -> None:
    rooms = [module for module in MODULES if not module.name.startswith("lmb_desktop.widgets.tokens")]
    assert [wrong for module in rooms for wrong in colours_typed_in(module)] == []


def test_a_qt_call_keeps_the_count_of_none(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 loses one reference to None a call, and the program dies after some thousands."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setNum(number)
    assert sys.getrefcount(None) > before - 500
