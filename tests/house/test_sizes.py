"""Walls of size: what is too long to be one idea."""

import ast

from tests.house.source import product_modules

FILE_WALL = 250
FUNCTION_WALL = 40
POSITIONAL_WALL = 3
# Reviewed exceptions: "path" or "path function" -> reason.
OAUTHLIB = "oauthlib calls its validator by position"
EXCEPTIONS = {
    "lmb_desktop/practice/ledger_oauth.py validate_response_type": OAUTHLIB,
    "lmb_desktop/practice/ledger_oauth.py validate_scopes": OAUTHLIB,
    "lmb_desktop/practice/ledger_oauth.py validate_grant_type": OAUTHLIB,
    "lmb_desktop/practice/ledger_oauth.py validate_code": OAUTHLIB,
    "lmb_desktop/practice/ledger_oauth.py confirm_redirect_uri": OAUTHLIB,
    "lmb_desktop/widgets/tasks.py run": "owner, work, done, failed: read in that order everywhere it is called",
}

MODULES = product_modules()
# Overrides of Qt that are one word.
QT_WORDS = {"accept", "data", "event", "flags", "index", "paint", "parent", "pixmap", "reject"}


def is_qt_override(name: str) -> bool:
    """Tell whether a name is spelled as Qt spells: its callers, and so its parameters, are Qt's choice."""
    return name in QT_WORDS or (name[:1].islower() and any(letter.isupper() for letter in name))


def test_no_file_is_longer_than_the_wall() -> None:
    long = {str(module): len(module.text.splitlines()) for module in MODULES}
    assert {name: lines for name, lines in long.items() if lines > FILE_WALL and name not in EXCEPTIONS} == {}


def test_no_function_is_longer_than_the_wall() -> None:
    long = {
        f"{module} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in MODULES
        for function in module.functions
    }
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_WALL and name not in EXCEPTIONS} == {}


def test_more_than_three_parameters_are_passed_by_name() -> None:
    wrong = []
    for module in MODULES:
        for function in module.functions:
            parameters = [argument.arg for argument in function.args.posonlyargs + function.args.args]
            own = [name for name in parameters if name not in {"self", "cls"}]
            if len(own) > POSITIONAL_WALL and not is_qt_override(function.name):
                wrong.append(f"{module} {function.name}")
    assert [name for name in wrong if name not in EXCEPTIONS] == []


def test_every_exception_still_stands() -> None:
    names = {str(module) for module in MODULES}
    names |= {f"{module} {function.name}" for module in MODULES for function in module.functions}
    assert set(EXCEPTIONS) <= names


def test_everything_is_annotated() -> None:
    wrong = []
    for module in MODULES:
        for function in module.functions:
            arguments = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
            bare = [each.arg for each in arguments if each.annotation is None and each.arg not in {"self", "cls"}]
            if bare or function.returns is None:
                wrong.append(f"{module}:{function.lineno} {function.name}")
    assert wrong == []


def test_no_global_is_changed_from_inside_a_function() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Global)
    ]
    assert wrong == []
