"""Reads the product's source for the rules of the house. No rule lives here."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "lmb_desktop"
FRONT_DOORS = {"__main__", "app", "commands", "parts", "store_parts", "tour"}


@dataclass(frozen=True)
class Import:
    """One import statement's target: a dotted name, where it stands, and whether it is inside a function."""

    target: str
    line: int
    is_lazy: bool


@dataclass(frozen=True)
class Module:
    """One file of the product."""

    path: Path
    name: str
    text: str

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT)) if self.path.is_relative_to(ROOT) else self.path.name

    @property
    def room(self) -> str:
        """Name the room: the package or module right below `lmb_desktop`; empty for the package itself."""
        return [*self.name.split("."), ""][1]

    @cached_property
    def tree(self) -> ast.Module:
        """Give the syntax tree."""
        return ast.parse(self.text, str(self.path))

    @cached_property
    def imports(self) -> list[Import]:
        """List what is imported anywhere in the file, with relative names made whole."""
        package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
        lazy = {id(inner) for outer in self.functions for inner in ast.walk(outer)}
        return [
            Import(target, node.lineno, id(node) in lazy)
            for node in ast.walk(self.tree)
            for target in _targets(node, package)
        ]

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """List every function and method."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    @cached_property
    def docstrings(self) -> set[int]:
        """Give the identities of the constants that are docstrings."""
        owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        return {
            id(node.body[0].value)
            for node in ast.walk(self.tree)
            if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
        }

    def texts(self) -> Iterator[tuple[int, str]]:
        """Walk the string constants that are not docstrings, each with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in self.docstrings:
                yield node.lineno, node.value

    def identifiers(self) -> Iterator[tuple[int, str]]:
        """Walk every name, attribute and imported name, each with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name):
                yield node.lineno, node.id
            elif isinstance(node, ast.Attribute):
                yield node.lineno, node.attr
            elif isinstance(node, ast.alias):
                yield node.lineno, node.name.rpartition(".")[2]

    def dotted_names(self) -> Iterator[tuple[int, str]]:
        """Walk every attribute as it is written, such as `datetime.now`, each with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                yield node.lineno, ast.unparse(node)


def _targets(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parts = package.split(".")
        base = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
        whole = ".".join(part for part in (base, node.module) if part)
        yield from (f"{whole}.{alias.name}" for alias in node.names)


def read_module(path: Path, name: str | None = None) -> Module:
    """Read one file; its dotted name follows from where it lies unless one is given."""
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts) if name is None else name
    return Module(path, dotted.removesuffix(".__init__"), path.read_text("utf-8"))


def product_modules() -> list[Module]:
    """Read every file of the product."""
    return [read_module(path) for path in sorted((ROOT / PACKAGE).rglob("*.py"))]
