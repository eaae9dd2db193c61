"""A double of the desktop's tray: it comes and goes as told, and notes what its icon was asked to show."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

Said = tuple[str, str]


class NotedIcon(QSystemTrayIcon):
    """A real icon that is never put into a tray of the system, and notes its messages instead of showing them."""

    def __init__(self, said: list[Said], parent: QObject) -> None:
        super().__init__(parent)
        self._said = said
        self._is_shown = False

    def show(self) -> None:
        """Note that it is shown."""
        self._is_shown = True

    def hide(self) -> None:
        """Note that it is hidden."""
        self._is_shown = False

    def isVisible(self) -> bool:
        """Tell whether it is shown."""
        return self._is_shown

    def showMessage(self, title: str, text: str, *_icon_and_time: object) -> None:
        """Note a message; an empty one takes the last back."""
        self._said.append((title, text))


@dataclass
class FakeTray:
    """A tray that is there, or not; `said` is what its icon was asked to show, `icons` the icons made."""

    there: bool = True
    coming: bool = True
    takes_back: bool = True
    said: list[Said] = field(default_factory=list)
    icons: list[QSystemTrayIcon] = field(default_factory=list)

    def is_there(self) -> bool:
        """Tell whether icons can be shown now."""
        return self.there

    def may_come(self) -> bool:
        """Tell whether it is worth waiting for one."""
        return self.coming

    def make_icon(self, parent: QObject) -> QSystemTrayIcon:
        """Return an icon that notes its messages."""
        self.icons.append(NotedIcon(self.said, parent))
        return self.icons[-1]

    def can_take_back(self, _icon: QSystemTrayIcon) -> bool:
        """Tell whether an empty message takes the last one back."""
        return self.takes_back

    @property
    def icon(self) -> QSystemTrayIcon:
        """Return the one icon there is."""
        (icon,) = self.icons
        return icon
