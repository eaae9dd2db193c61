"""Every front door takes the desktop's proxy over before anything is asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from lmb_desktop.__main__ import main

KDE = "[Proxy Settings]\nProxyType=1\nhttpsProxy=http://proxy.example 3128\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems name it themselves")
def test_a_command_goes_through_the_proxy_of_the_desktop(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Set first, so that what the program sets is taken back afterwards.
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    (home / ".config" / "kioslaverc").write_text(KDE)

    assert main(["accounts", "--json"]) == 0

    assert '"accounts": []' in capsys.readouterr().out
    assert os.environ["https_proxy"] == "http://proxy.example:3128"
