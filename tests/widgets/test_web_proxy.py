"""The web view goes through the proxy that the environment names, as requests does; this computer is left out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.gateways.network.proxy_server import Conduct, ProxyServer
from tests.gateways.network.scripted_server import Scripted, ScriptedServer
from tests.widgets.web_engine import prepare_engine

PAGE = Scripted(200, b"<title>a page</title>", {"Content-Type": "text/html"})
# A process of its own: the engine reads its proxy once, when it starts.
BROWSING = """
import sys
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtNetwork import QNetworkProxyFactory
from PySide6.QtWidgets import QApplication
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

application = QApplication([])
profile = QWebEngineProfile()
page = QWebEnginePage(profile)
left = sys.argv[1:]

def go(_good=True):
    if left:
        page.load(QUrl(left.pop(0)))
    else:
        application.quit()

page.loadFinished.connect(go)
go()
QTimer.singleShot(60_000, lambda: application.exit(9))
code = application.exec()
print("system" if QNetworkProxyFactory.usesSystemConfiguration() else "own", flush=True)
del page, profile
sys.exit(code)
"""


@pytest.fixture
def proxy() -> Iterator[ProxyServer]:
    """Give a proxy that answers every page."""
    server = ProxyServer()
    server.conduct = Conduct(plain=PAGE, connect=403)
    yield server
    server.close()


@pytest.fixture
def service() -> Iterator[ScriptedServer]:
    """Give a server on this computer."""
    server = ScriptedServer()
    server.answers(PAGE)
    yield server
    server.close()


@pytest.mark.web_view
def test_the_web_view_uses_the_proxy_of_the_environment_but_not_for_this_computer(
    proxy: ProxyServer, service: ScriptedServer
) -> None:
    prepare_engine()
    names = dict.fromkeys(("http_proxy", "https_proxy"), f"http://{proxy.address}")
    addresses = ["http://login.provider.example/", "https://login.provider.example/", f"{service.url}/here"]
    done = subprocess.run(
        [sys.executable, "-c", BROWSING, *addresses],
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "system"), done.stderr
    assert "GET http://login.provider.example/" in proxy.asked
    assert "CONNECT login.provider.example:443" in proxy.asked
    assert [asked.path for asked in service.asked][:1] == ["/here"]
    assert not any("127.0.0.1" in line for line in proxy.asked)
