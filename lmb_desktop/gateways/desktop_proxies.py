"""The proxy that a Linux desktop's own settings name, handed on in the environment, where all our parts look for it.

The web view (Chromium without GNOME's library) reads the environment and KDE's settings; requests reads only the
environment. Windows and macOS need nothing here: both read the system's settings there.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

NAMES = ("http_proxy", "https_proxy", "all_proxy")
GNOME_LIKE = frozenset({"gnome", "unity", "x-cinnamon", "cinnamon", "mate", "budgie", "pantheon"})
"""Desktops whose network settings are kept in org.gnome.system.proxy, as XDG_CURRENT_DESKTOP names them."""
PATIENCE_S = 1.0
_SCHEMES = ("http", "https")
_SCHEMA = "org.gnome.system.proxy"
_MANUAL_IN_KDE = "1"


def take_over_desktop_proxies(environment: MutableMapping[str, str] = os.environ) -> None:
    """Put the desktop's manual proxy into the environment, unless that names one already or this is no Linux.

    A script that finds the proxy (automatic configuration) is not run: requests cannot.
    """
    if not sys.platform.startswith("linux") or any(environment.get(name) for name in _spellings()):
        return
    desktop = {part.lower() for part in environment.get("XDG_CURRENT_DESKTOP", "").split(":")}
    found = gnome_proxies(environment) if desktop & GNOME_LIKE else {}
    found = kde_proxies(environment) if "kde" in desktop else found
    environment.update(found)


def gnome_proxies(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for GNOME's manual proxy; empty for none, an automatic one, or no answer."""
    # Loaded where it is needed only: most starts need no process.
    import subprocess

    try:
        done = subprocess.run(
            ["gsettings", "list-recursively", _SCHEMA],
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    kept = {tuple(line.split(" ", 2)[:2]): line.split(" ", 2)[2] for line in done.stdout.splitlines() if " " in line}

    def value(part: str, key: str) -> object:
        return _literal(kept.get((f"{_SCHEMA}{part}", key), "''"))

    if value("", "mode") != "manual":
        return {}
    proxies = {scheme: _address(value(f".{scheme}", "host"), value(f".{scheme}", "port")) for scheme in _SCHEMES}
    ignored = value("", "ignore-hosts")
    return _variables(proxies, ignored if isinstance(ignored, list) else [])


def kde_proxies(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for the manual proxy of KDE's settings file; empty for none or another kind."""
    folder = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "")) / ".config"
    # Loaded where it is needed only, as above.
    import configparser

    reader = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        reader.read(Path(folder) / "kioslaverc", encoding="utf-8")
        kept = dict(reader["Proxy Settings"])
    except (OSError, KeyError, configparser.Error, UnicodeDecodeError):
        return {}
    if kept.get("proxytype", "").strip() != _MANUAL_IN_KDE:
        return {}
    # KDE writes the port behind a space.
    proxies = {scheme: re.sub(r"\s+(?=\d+$)", ":", kept.get(f"{scheme}proxy", "").strip()) for scheme in _SCHEMES}
    return _variables(proxies, re.split(r"[,\s]+", kept.get("noproxyfor", "")))


def _variables(proxies: Mapping[str, str], ignored: list[str]) -> dict[str, str]:
    found = {f"{scheme}_proxy": address for scheme, address in proxies.items() if address}
    hosts = ",".join(str(host) for host in ignored if host)
    return {**found, "no_proxy": hosts} if found and hosts else found


def _address(host: object, port: object) -> str:
    return f"http://{host}:{port}" if isinstance(host, str) and host and isinstance(port, int) and port > 0 else ""


def _literal(text: str) -> object:
    """Read a value as gsettings prints it; a typed one, such as @as [], without its type."""
    # Loaded where it is needed only, as above.
    import ast

    try:
        return ast.literal_eval(re.sub(r"^@\w+ ", "", text.strip()))
    except (ValueError, SyntaxError):
        return None


def _spellings() -> list[str]:
    return [spelled for name in NAMES for spelled in (name, name.upper())]
