"""Coming back to the network, as the system tells it."""

from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from lmb_desktop.shell.online import Online


def test_only_the_way_back_from_offline_is_news(qtbot: QtBot) -> None:
    online, came = Online(), []
    online.came_back.connect(lambda: came.append("back"))
    for is_online in (True, True, None, True):
        online.follow(is_online)
    assert came == []
    online.follow(False)
    online.follow(None)
    online.follow(True)
    assert came == ["back"]


def test_the_systems_words_are_understood(qtbot: QtBot) -> None:
    online, came = Online(), []
    online.came_back.connect(lambda: came.append("back"))
    for reached in (QNetworkInformation.Reachability.Site, QNetworkInformation.Reachability.Online):
        online._on_changed(reached)
    assert came == ["back"]


def test_a_system_that_says_nothing_is_no_trouble(qtbot: QtBot) -> None:
    assert Online().listen() in (True, False)
