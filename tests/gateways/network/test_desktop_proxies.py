"""The proxy settings of Linux desktops: read from where they really lie, by requests and the web view alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lmb_desktop.gateways.desktop_proxies import take_over_desktop_proxies
from lmb_desktop.gateways.web_guard import proxies_for

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems name it themselves")

GNOME = """\
org.gnome.system.proxy autoconfig-url ''
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1', 'intranet.example']
org.gnome.system.proxy mode '{mode}'
org.gnome.system.proxy.http host 'proxy.example'
org.gnome.system.proxy.http port 3128
org.gnome.system.proxy.https host '{https}'
org.gnome.system.proxy.https port 3129
"""
KDE = """\
[Proxy Settings]
NoProxyFor=localhost, intranet.example
ProxyType={kind}
Proxy Config Script=
httpProxy=http://proxy.example 3128
httpsProxy=http://proxy.example:3129
"""
TAKEN_OVER = {
    "http_proxy": "http://proxy.example:3128",
    "https_proxy": "http://proxy.example:3129",
}


@pytest.fixture
def gnome(home: Path):
    """Give a desktop whose gsettings prints a text."""

    def printing(text: str, exit_code: int = 0) -> dict[str, str]:
        folder = home / "bin"
        folder.mkdir()
        (folder / "answer").write_text(text)
        program = folder / "gsettings"
        program.write_text(
            f'#!/bin/sh\n[ "$1 $2" = "list-recursively org.gnome.system.proxy" ] || exit 9\n'
            f'cat "{folder}/answer"\nexit {exit_code}\n'
        )
        program.chmod(0o700)
        return {"PATH": f"{folder}:{os.environ['PATH']}", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}

    return printing


@pytest.fixture
def kde(home: Path):
    """Give a KDE desktop with a settings file."""

    def with_file(text: str | bytes) -> dict[str, str]:
        path = home / ".config" / "kioslaverc"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return {"HOME": str(home), "XDG_CURRENT_DESKTOP": "KDE"}

    return with_file


def taken_from(environment: dict[str, str]) -> dict[str, str]:
    """Return the variables that were added."""
    before = dict(environment)
    take_over_desktop_proxies(environment)
    return {name: value for name, value in environment.items() if name not in before}


def test_gnomes_manual_proxy_is_taken_over(gnome):
    found = taken_from(gnome(GNOME.format(mode="manual", https="proxy.example")))
    assert found == {**TAKEN_OVER, "no_proxy": "localhost,127.0.0.0/8,::1,intranet.example"}


def test_a_scheme_without_a_proxy_goes_straight(gnome):
    assert "https_proxy" not in taken_from(gnome(GNOME.format(mode="manual", https="")))


@pytest.mark.parametrize("mode", ["none", "auto"])
def test_gnome_without_a_manual_proxy_changes_nothing(gnome, mode):
    assert taken_from(gnome(GNOME.format(mode=mode, https="proxy.example"))) == {}


@pytest.mark.parametrize(
    "text", ["", "no such schema", GNOME.format(mode="manual", https="x").replace("3128", "@i {").replace("3129", "0")]
)
def test_what_gsettings_cannot_tell_is_no_proxy(gnome, text):
    assert taken_from(gnome(text)) == {}


def test_a_gsettings_that_fails_or_is_missing_is_no_proxy(gnome, home):
    environment = gnome(GNOME.format(mode="manual", https="x"), exit_code=1)
    assert taken_from(dict(environment)) == {}
    assert taken_from({**environment, "PATH": str(home)}) == {}


def has_gnomes_schema() -> bool:
    """Tell whether the real gsettings is here and knows the settings of the desktop."""
    program = shutil.which("gsettings")
    if program is None:
        return False
    listed = subprocess.run([program, "list-schemas"], capture_output=True, text=True, check=False)
    return "org.gnome.system.proxy" in listed.stdout.split()


@pytest.mark.skipif(not has_gnomes_schema(), reason="no GNOME settings here")
def test_the_real_gsettings_is_understood(home):
    folder = home / ".config" / "glib-2.0" / "settings"
    folder.mkdir(parents=True)
    (folder / "keyfile").write_text(
        "[system/proxy]\nmode='manual'\nignore-hosts=@as []\n[system/proxy/https]\nhost='proxy.example'\nport=3129\n"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GSETTINGS_BACKEND": "keyfile",
        "XDG_CURRENT_DESKTOP": "GNOME",
    }
    assert taken_from(environment) == {"https_proxy": "http://proxy.example:3129"}


def test_kdes_manual_proxy_is_taken_over(kde):
    assert taken_from(kde(KDE.format(kind=1))) == {**TAKEN_OVER, "no_proxy": "localhost,intranet.example"}


@pytest.mark.parametrize("kind", [0, 2, 3, 4])
def test_kde_without_a_manual_proxy_changes_nothing(kde, kind):
    assert taken_from(kde(KDE.format(kind=kind))) == {}


@pytest.mark.parametrize(
    "text", ["", "no heading", b"[Proxy Settings]\nProxyType=\xff", "[Proxy Settings]\nProxyType=1"]
)
def test_a_settings_file_of_kde_that_cannot_be_read_is_no_proxy(kde, text):
    assert taken_from(kde(text)) == {}


@pytest.mark.parametrize("name", ["https_proxy", "HTTP_PROXY", "ALL_PROXY"])
def test_what_the_environment_names_already_wins(gnome, name):
    environment = gnome(GNOME.format(mode="manual", https="proxy.example")) | {name: "http://own.example:1"}
    assert taken_from(environment) == {}


def test_other_desktops_are_not_asked(gnome):
    environment = gnome(GNOME.format(mode="manual", https="proxy.example")) | {"XDG_CURRENT_DESKTOP": "sway"}
    assert taken_from(environment) == {}


def test_what_was_taken_over_is_what_requests_uses(gnome, monkeypatch):
    for name, value in taken_from(gnome(GNOME.format(mode="manual", https="proxy.example"))).items():
        monkeypatch.setenv(name, value)
    assert proxies_for("https://api.amazon.com/")["https"] == "http://proxy.example:3129"
    assert proxies_for("https://intranet.example/") == {}
    assert proxies_for("http://127.0.0.1:1/") == {}
