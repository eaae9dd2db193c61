"""Online: tells when this computer comes back to the network, where the system says so. It asks no server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation


class Online(QObject):
    """Follow the system's word on the network; without one it stays silent."""

    came_back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Build it, listening to nobody."""
        super().__init__(parent)
        self._was_online: bool | None = None

    def listen(self) -> bool:
        """Listen to the system; returns whether it has anything to say."""
        # Loaded after the first window is painted, and only here.
        from PySide6.QtNetwork import QNetworkInformation

        if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            return False
        found = QNetworkInformation.instance()
        found.reachabilityChanged.connect(self._on_changed)
        self._on_changed(found.reachability())
        return True

    def follow(self, is_online: bool | None) -> None:
        """Take in what is known now; None stands for not known, which changes nothing."""
        if is_online is None:
            return
        was_online, self._was_online = self._was_online, is_online
        if is_online and was_online is False:
            self.came_back.emit()

    def _on_changed(self, reached: QNetworkInformation.Reachability) -> None:
        kinds = type(reached)
        self.follow(None if reached == kinds.Unknown else reached == kinds.Online)
