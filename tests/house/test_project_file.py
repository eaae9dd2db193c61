"""What pyproject.toml promises: versions that work together, one version number, and files that travel along."""

import re
import sys
import tomllib
from importlib.metadata import version
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import lmb_desktop
from tests.house.source import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def qt_requirement(python: str) -> Requirement:
    """Give the one PySide6 requirement that holds for a version of Python."""
    requirements = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    pyside = [each for each in requirements if each.name == "PySide6" and each.marker is not None]
    chosen = [each for each in pyside if each.marker and each.marker.evaluate({"python_version": python})]
    assert len(chosen) == 1
    return chosen[0]


@pytest.mark.parametrize(
    ("python", "qt", "is_taken"),
    [
        ("3.11", "6.12.0", False),
        ("3.11", "6.11.3", True),
        ("3.12", "6.12.0", True),
        ("3.13", "6.12.0", True),
        ("3.13", "6.10.0", False),
    ],
)
def test_qt_is_a_version_that_survives_on_this_python(python: str, qt: str, is_taken: bool) -> None:
    assert (Version(qt) in qt_requirement(python).specifier) == is_taken


def test_the_installed_qt_is_one_that_the_project_allows() -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert Version(version("PySide6")) in qt_requirement(python).specifier


def test_there_is_one_version_and_it_is_the_packages() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "lmb_desktop.__version__"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", lmb_desktop.__version__)


def test_the_changelog_knows_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## {lmb_desktop.__version__}" in changelog


def test_every_library_is_named_with_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    start = lines.index("dependencies = [") + 1
    block = lines[start : lines.index("]", start)]
    explained = [
        line for above, line in zip(["", *block], block, strict=False) if above.lstrip().startswith(("#", "'PySide6"))
    ]
    assert [line for line in block if not line.lstrip().startswith("#") and line not in explained] == []


def test_every_file_of_the_package_is_installed_with_it() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["lmb_desktop"]
    suffixes = {pattern.removeprefix("**/*") for pattern in patterns}
    made_by_tools = re.compile(r"__pycache__|\.\w+_cache")
    files = [
        path for path in (ROOT / "lmb_desktop").rglob("*") if path.is_file() and not made_by_tools.search(str(path))
    ]
    assert [str(path) for path in files if path.suffix not in suffixes | {".py"}] == []


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "lmb_desktop").rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
