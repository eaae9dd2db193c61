"""Names and docstrings: one word per idea, and a sentence for whatever others may use."""

import ast
import re
from pathlib import Path

from tests.house.source import ROOT, Module, product_modules
from tests.house.test_sizes import is_qt_override

NO_ROOM = {"common", "data", "handler", "helper", "helpers", "info", "manager", "misc", "obj", "util", "utils"}
NO_CLASS = re.compile(r"(Manager|Helper|Util|Utils|Info|Obj)$")
NO_FUNCTION = re.compile(r"_?(do|process)_")

MODULES = product_modules()


def public(body: list[ast.stmt]) -> list[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """List the public classes and functions of a body; what keeps Qt's spelling is Qt's to explain."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    named = [node for node in body if isinstance(node, kinds) and not node.name.startswith("_")]
    return [node for node in named if isinstance(node, ast.ClassDef) or not is_qt_override(node.name)]


def is_second_side(node: ast.AST) -> bool:
    """Tell whether a function is a setter or an overload, which the first one explains."""
    decorators = [ast.unparse(each) for each in getattr(node, "decorator_list", [])]
    return any(text.endswith((".setter", "overload")) for text in decorators)


def undocumented(module: Module) -> list[str]:
    """List the public classes, functions and methods without a docstring."""
    nodes = public(module.tree.body)
    nodes += [inner for node in nodes if isinstance(node, ast.ClassDef) for inner in public(node.body)]
    return [
        f"{module}:{node.lineno} {node.name}"
        for node in nodes
        if not is_second_side(node) and not ast.get_docstring(node)
    ]


def test_every_module_says_what_lives_in_it() -> None:
    assert [str(module) for module in MODULES if not ast.get_docstring(module.tree)] == []


def test_everything_public_has_a_docstring() -> None:
    assert [wrong for module in MODULES for wrong in undocumented(module)] == []


def test_no_file_is_a_place_for_everything() -> None:
    paths = [path.relative_to(ROOT) for folder in ("lmb_desktop", "tests", "setup") for path in files_under(folder)]
    assert [str(path) for path in paths if NO_ROOM & set(path.with_suffix("").parts)] == []


def files_under(folder: str) -> list[Path]:
    """List the files of a folder without what Python makes."""
    return [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_no_class_or_function_has_an_empty_name() -> None:
    wrong = []
    for module in MODULES:
        classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
        wrong += [f"{module}:{node.lineno} {node.name}" for node in classes if NO_CLASS.search(node.name)]
        wrong += [f"{module}:{node.lineno} {node.name}" for node in module.functions if NO_FUNCTION.match(node.name)]
    assert wrong == []


def test_no_error_is_swallowed() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (is_broad(node.type) and all(isinstance(each, ast.Pass) for each in node.body)))
    ]
    assert wrong == []


def is_broad(kind: ast.expr) -> bool:
    """Tell whether an except clause names every error there is."""
    return bool({"Exception", "BaseException"} & {node.id for node in ast.walk(kind) if isinstance(node, ast.Name)})
