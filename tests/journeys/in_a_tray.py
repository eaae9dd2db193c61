"""The program in a process of its own under a bare X server, with a real tray that comes late and goes at the end.

Arguments: the folder for pictures, then those of the program. A real pointer clicks; what is seen is printed as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from lmb_desktop import app
from lmb_desktop.app.program import Program
from lmb_desktop.shell import announcer, tray
from tests.journeys import screen

TRAYER = ("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "40")
OFTEN_MS = 200


class Walk:
    """What a person does with the tray; `seen` is what they see."""

    def __init__(self, program: Program, pictures: Path) -> None:
        self.program = program
        self.seen: dict[str, Any] = {}
        self._pictures = pictures
        self._trayer: subprocess.Popen[bytes] | None = None

    def __call__(self) -> None:
        """Walk from the late tray to the menu's Quit, which leaves the event loop."""
        try:
            self._see_the_tray_come()
            self._see_the_news()
            self._open_the_window_and_close_it()
            self._see_the_tray_go_and_come_again()
            self._read_the_menu()
        except AssertionError as trouble:
            self.seen["trouble"] = str(trouble)
            self._picture("trouble")
            QApplication.exit(1)

    def end(self) -> None:
        """End the tray."""
        self._end_trayer()

    def _see_the_tray_come(self) -> None:
        screen.wait(lambda: self._window.overview.accounts, "the accounts are read")
        self.seen["before the tray"] = [self._icon is None, self._window.isVisible()]
        self._start_trayer()
        screen.wait(self._is_docked, "the icon is in the tray")
        self.seen["icon"] = [self._icon.geometry().width(), self._icon.geometry().height(), self._icon.toolTip()]
        self.seen["hidden"] = not self._window.isVisible()

    def _see_the_news(self) -> None:
        screen.wait(lambda: self._balloon() is not None, "the news in a balloon")
        self._picture("1-news")
        balloon = self._balloon()
        click(balloon.mapToGlobal(QPoint(balloon.width() // 3, balloon.height() // 2)))
        screen.wait(self._window.isVisible, "a click on the news opens the window")
        dialog = screen.found("reconnectDialog")
        self.seen["news leads to"] = [self._chosen(), dialog.windowTitle()]
        screen.press_escape(dialog)
        self._window.close()

    def _open_the_window_and_close_it(self) -> None:
        self.seen["closed"] = not self._window.isVisible()
        screen.wait(lambda: self._balloon() is not None, "that the program keeps running")
        self._picture("2-keeps-running")
        self.program.findChild(tray.Tray).take_back()
        screen.wait(lambda: self._balloon() is None, "the balloon is taken back")
        click(self._place())
        screen.wait(self._window.isVisible, "a click on the icon opens the window")
        screen.wait(lambda: screen.is_ready("accountsTable"), "the accounts in the window")
        self._picture("3-window")
        self._window.close()

    def _see_the_tray_go_and_come_again(self) -> None:
        self._end_trayer()
        screen.wait(self._window.isVisible, "the hidden window comes back without a tray")
        self._start_trayer()
        screen.wait(self._is_docked, "the icon comes again")
        self._window.close()
        self.seen["hidden again"] = not self._window.isVisible()

    def _read_the_menu(self) -> None:
        menu = self._open_menu()
        self.seen["menu"] = lines(menu)
        part = next(each for each in menu.actions() if each.text() == "Harbour Tea Ltd")
        point_at(menu, part.text())
        screen.wait(part.menu().isVisible, "the client's accounts")
        self._picture("4-menu")
        self.seen["client"] = lines(part.menu())
        click_line(part.menu(), lines(part.menu())[0])
        screen.wait(self._window.isVisible, "choosing an account opens the window")
        self.seen["chosen"] = self._chosen()
        self._window.close()
        click_line(self._open_menu(), "Quit")

    def _open_menu(self) -> QMenu:
        click(self._place(), button=3)
        menu = self._icon.contextMenu()
        screen.wait(menu.isVisible, "a right click opens the menu")
        screen.settle()
        return menu

    def _chosen(self) -> str:
        """Return the name of the account that the window has selected."""
        return self._window.contents.pane.table.picked().single.account.name

    @property
    def _window(self) -> QWidget:
        return self.program.mode.window

    @property
    def _icon(self) -> QSystemTrayIcon | None:
        return self.program.findChild(QSystemTrayIcon, "trayIcon")

    def _current_name(self) -> str:
        return self._window.overview.view(self._window.contents.pane.table.current_id()).account.name

    def _place(self) -> QPoint:
        box = self._icon.geometry()
        return box.center() if box.isValid() else QPoint()

    def _is_docked(self) -> bool:
        """Tell whether the icon has come to rest at the lower right, where the tray stands."""
        corner = QApplication.primaryScreen().geometry().bottomRight() - QPoint(60, 60)
        place = self._place() if self._icon is not None and self._icon.isVisible() else QPoint()
        return place.x() > corner.x() and place.y() > corner.y()

    def _balloon(self) -> QWidget | None:
        shown = [one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QBalloonTip"]
        return next((one for one in shown if one.isVisible()), None)

    def _start_trayer(self) -> None:
        self._trayer = subprocess.Popen([*TRAYER, "--SetDockType", "true"])

    def _end_trayer(self) -> None:
        if self._trayer is not None:
            self._trayer.terminate()
            self._trayer.wait(10)
            self._trayer = None

    def _picture(self, name: str) -> None:
        screen.settle()
        QApplication.primaryScreen().grabWindow(0).save(str(self._pictures / f"{name}.png"))


def lines(menu: QMenu) -> list[str]:
    """Return the lines of a menu."""
    return ["-" if line.isSeparator() else line.text() for line in menu.actions()]


def point_at(menu: QMenu, text: str) -> None:
    """Move the pointer onto a line of an open menu."""
    move(_place_of(menu, text))


def click_line(menu: QMenu, text: str) -> None:
    """Click a line of an open menu."""
    click(_place_of(menu, text))


def _place_of(menu: QMenu, text: str) -> QPoint:
    line = next(each for each in menu.actions() if each.text() == text)
    return menu.mapToGlobal(menu.actionGeometry(line).center())


def move(place: QPoint) -> None:
    """Move the real pointer; in two steps, since a pointer that jumps onto a line is not seen to move."""
    for x in (place.x() - 3, place.x()):
        subprocess.run(["xdotool", "mousemove", str(x), str(place.y())], check=True, timeout=10)
        screen.settle()


def click(place: QPoint, button: int = 1) -> None:
    """Click with the real pointer."""
    move(place)
    subprocess.run(["xdotool", "click", str(button)], check=True, timeout=10)
    screen.settle()


def main(pictures: str, *arguments: str) -> int:
    """Run the program hidden, walk, and print what was seen; returns the program's exit code."""
    announcer.GATHERS_MS = 1
    tray.STAYS_MS = tray.SOON_MS = OFTEN_MS
    program = app.start([*arguments, "--hidden"])
    sys.excepthook = sys.__excepthook__
    walk = Walk(program, Path(pictures))
    QTimer.singleShot(0, walk)
    code = QApplication.exec()
    program.close()
    walk.end()
    print(json.dumps(walk.seen), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
