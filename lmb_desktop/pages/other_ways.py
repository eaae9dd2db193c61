"""The other ways to authorise, unfolded on page 2: the method, and the MWS developer to compare. Shows no notice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QRadioButton, QStyle, QVBoxLayout, QWidget

from lmb_desktop.core.account import Method
from lmb_desktop.core.marketplaces import Region
from lmb_desktop.core.service_settings import MwsDeveloper
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.typography import TextLabel
from lmb_desktop.widgets.wrapping import WrappingLayout


class OtherWays(QWidget):
    """Let the user choose the method."""

    method_chosen = Signal(Method)
    here_wanted = Signal()
    """Amazon's consent page is to be shown in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.sp_api = _radio("methodSpApi", self.tr("Refresh token"))
        self.mws = _radio("methodMws", self.tr("MWS Auth Token (closed by Amazon in 2024)"))
        self.here = MainButton(self.tr("Authorise &here"))
        self.here.setObjectName("authoriseHereButton")
        self.here.setAccessibleIdentifier("authoriseHereButton")
        self.here.clicked.connect(self.here_wanted)
        self._here_way = QWidget()
        self.developer = TextLabel("", role="small", wrap=True)
        self.developer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lay_out()
        for radio, method in ((self.sp_api, Method.SP_API), (self.mws, Method.MWS)):
            radio.toggled.connect(partial(self._on_toggled, method))

    def show_method(self, method: Method, region: Region, developer: MwsDeveloper) -> None:
        """Show the chosen method; for MWS also the developer whose name and ID Seller Central will show."""
        (self.sp_api if method is Method.SP_API else self.mws).setChecked(True)
        developer_id = developer.developer_ids.get(region.slug, "")
        is_known = bool(developer.developer_name or developer_id)
        known = self.tr("Developer to compare: {name}, ID for {region} {id}")
        self.developer.setText(
            known.format(name=developer.developer_name or "–", region=region.name, id=developer_id or "–")
            if is_known
            else self.tr("No MWS developer is known yet; it comes from the settings file that LMB Desktop starts with.")
        )
        self.developer.setVisible(method is Method.MWS)

    def show_here(self, *, is_offered: bool, is_busy: bool) -> None:
        """Offer the consent page where the app's application ID is set."""
        self._here_way.setVisible(is_offered)
        self.here.setEnabled(not is_busy)

    def _on_toggled(self, method: Method, is_on: bool) -> None:
        if is_on:
            self.method_chosen.emit(method)

    def _lay_out(self) -> None:
        ways = WrappingLayout(between=24, below=8)
        ways.addWidget(_way(self.sp_api, self.tr("Works with every app. Recommended.")))
        ways.addWidget(_way(self.mws, self.tr("Only for services that still speak MWS.")))
        text = self.tr("The consent page opens inside LMB Desktop; nothing to copy.")
        self.here.setAccessibleDescription(text)
        here = WrappingLayout(between=12, below=4)
        here.addWidget(self.here)
        here.addWidget(TextLabel(text, role="small", muted=True))
        around = QVBoxLayout(self._here_way)
        around.setContentsMargins(0, 8, 0, 0)
        around.addLayout(here)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(ways)
        column.addWidget(self._here_way)
        column.addWidget(self.developer)


def _radio(name: str, text: str) -> QRadioButton:
    radio = QRadioButton(text)
    radio.setObjectName(name)
    radio.setAccessibleIdentifier(name)
    return radio


def _way(radio: QRadioButton, text: str) -> QWidget:
    """Return a radio with what it is good for below it, moved in to stand under the radio's text."""
    label = TextLabel(text, role="small", muted=True)
    label.setContentsMargins(radio.style().pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth) + 6, 0, 0, 0)
    radio.setAccessibleDescription(text)
    way = QWidget()
    column = QVBoxLayout(way)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(radio)
    column.addWidget(label)
    return way
