"""No secret in the repository, and no way round the checks that keep them on this computer."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.house.source import ROOT, product_modules, read_module

UNSAFE_VARIABLE = "_".join(("OAUTHLIB", "INSECURE", "TRANSPORT"))
# What real secrets look like. Ours in tests are short, or say that they are made up.
SECRETS = {
    "a refresh or access token of Amazon": re.compile(
        r"Atz[ar]\|(?!.*(?i:practice|example|fake|test|marked))[\w-]{80,}"
    ),
    "a client secret of Amazon": re.compile(r"amzn1\.oa2-cs\.v1\.[0-9a-f]{60,}"),
    "an access key": re.compile(r"\bAKIA(?!.*EXAMPLE)[0-9A-Z]{16}\b"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a refresh token of Intuit": re.compile(r"\b(AB|RT1-)\d{8,}[0-9A-Za-z]{30,}\b"),
    "a JSON web token": re.compile(r"\beyJ[\w-]{40,}\.eyJ[\w-]{40,}\.[\w-]{40,}"),
}
FILLED_IN = re.compile(r"^\s*(client_id|client_secret|secret_key|access_key_id)\s*=\s*\"[^\"]+\"", re.MULTILINE)
OURS = {"127.0.0.1", "localhost", "[::1]"}
# The providers' own domains, names of XML namespaces, and names that RFC 2606 keeps from ever being real.
KNOWN_DOMAINS = re.compile(
    r"(.+\.)?(amazon\.[a-z.]+|amazonservices\.[a-z.]+|amazonaws\.com|xero\.com|intuit\.com|w3\.org|example|[\w-]+\.example)"
)
ADDRESS = re.compile(r"https?://(\[[0-9a-f:]+\]|[\w.-]+)")


@cache
def repository_files() -> list[Path]:
    """List the files that are, or may be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if outcome.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in outcome.stdout.splitlines() if (ROOT / name).is_file()]


def readable(path: Path) -> str:
    """Read a file as text; bytes that are none are replaced."""
    return path.read_text("utf-8", errors="replace")


@pytest.mark.parametrize("kind", SECRETS)
def test_the_repository_holds_no(kind: str) -> None:
    assert [str(path) for path in repository_files() if SECRETS[kind].search(readable(path))] == []


def test_the_service_settings_of_the_repository_are_empty() -> None:
    settings = ROOT / "lmb_desktop" / "resources" / "services.toml"
    if settings.exists():
        assert not FILLED_IN.search(readable(settings))


def test_no_certificate_check_is_switched_off() -> None:
    wrong = [
        f"{module}:{node.value.lineno}"
        for module in product_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.keyword)
        and node.arg == "verify"
        and isinstance(node.value, ast.Constant)
        and node.value.value is False
    ]
    assert wrong == []


def sets_unsafe_variable(node: ast.AST) -> bool:
    """Tell whether a node gives the variable a value: by subscript, in a dictionary, as argument of a setter."""
    if isinstance(node, ast.Assign):
        return any(is_unsafe_name(target.slice) for target in node.targets if isinstance(target, ast.Subscript))
    if isinstance(node, ast.Dict):
        return any(is_unsafe_name(key) for key in node.keys)
    if isinstance(node, ast.Call):
        setter = isinstance(node.func, ast.Attribute) and node.func.attr in {"putenv", "setdefault", "setenv"}
        by_name = any(keyword.arg == UNSAFE_VARIABLE for keyword in node.keywords)
        return by_name or (setter and any(is_unsafe_name(argument) for argument in node.args))
    return False


def is_unsafe_name(node: ast.AST | None) -> bool:
    """Tell whether a node is the variable's name."""
    return isinstance(node, ast.Constant) and node.value == UNSAFE_VARIABLE


def test_nobody_lifts_the_https_check_of_oauthlib() -> None:
    """The variable lifts it for every address at once, so tests do not set it either."""
    tests = [read_module(path) for path in sorted((ROOT / "tests").rglob("*.py"))]
    wrong = [
        f"{module}:{node.lineno}"
        for module in product_modules() + tests
        for node in ast.walk(module.tree)
        if sets_unsafe_variable(node)
    ]
    assert wrong == []


def test_setting_the_unsafe_variable_would_be_found() -> None:
    ways = [
        f"os.environ['{UNSAFE_VARIABLE}'] = '1'",
        f"monkeypatch.setenv('{UNSAFE_VARIABLE}', '1')",
        f"os.environ.update({UNSAFE_VARIABLE}='1')",
        f"run(env={{'{UNSAFE_VARIABLE}': '1'}})",
    ]
    assert all(any(sets_unsafe_variable(node) for node in ast.walk(ast.parse(way))) for way in ways)


def test_the_product_names_no_address_but_the_providers_and_this_computer() -> None:
    wrong = [
        f"{module}:{line} {host}"
        for module in product_modules()
        for line, text in module.texts()
        for host in ADDRESS.findall(text)
        if host not in OURS and not KNOWN_DOMAINS.fullmatch(host)
    ]
    assert wrong == []
