"""The one address of Seller Central that fits a draft: which it is, opening and copying it, and what is said then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.seller_central import manage_apps_url, seller_central_url
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.typography import TextLabel

translate = QCoreApplication.translate
NOT_OPENED = "browser-not-opened"


class LinkParts(Protocol):
    """What the link needs of the parts of a page or window."""

    @property
    def book(self) -> MarketplaceBook:
        """The regions."""
        ...

    @property
    def settings(self) -> Callable[[], ServiceSettings]:
        """The service settings."""
        ...

    @property
    def open_url(self) -> Callable[[str], bool]:
        """Open an address in the system browser."""
        ...


class SellerCentralLink:
    """Open and copy the page of Seller Central for a region and a method, or the one that lists the authorised apps."""

    def __init__(self, parts: LinkParts) -> None:
        self._parts = parts

    def url(self, draft: AccountDraft, *, is_for_apps: bool = False) -> str:
        """Return the address for the draft's region and method; `is_for_apps` means that of the authorised apps."""
        region, settings = self._parts.book.region(draft.region), self._parts.settings()
        return manage_apps_url(region, settings) if is_for_apps else seller_central_url(region, draft.method, settings)

    def host(self, draft: AccountDraft) -> str:
        """Return the real host that is opened, with its port where it names one."""
        return urlsplit(self.url(draft)).netloc

    def open(self, draft: AccountDraft, *, is_for_apps: bool = False) -> bool:
        """Open the page in the system browser; False when none could be opened."""
        return self._parts.open_url(self.url(draft, is_for_apps=is_for_apps))

    def copy(self, draft: AccountDraft, *, is_for_apps: bool = False) -> None:
        """Put the address on the clipboard."""
        QGuiApplication.clipboard().setText(self.url(draft, is_for_apps=is_for_apps))

    def label(self, draft: AccountDraft, *, is_for_apps: bool = False) -> TextLabel:
        """Return the address as text that can be selected with mouse and keyboard."""
        label = TextLabel(self.url(draft, is_for_apps=is_for_apps), "fixed", wrap=True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setObjectName("sellerCentralLink")
        label.setAccessibleName(translate("seller_central_link", "Link to Seller Central"))
        return label

    def show_not_opened(self, notice: Notice, draft: AccountDraft, *, is_for_apps: bool = False) -> None:
        """Say that no browser opened, with the link to copy."""
        said = message(NOT_OPENED)
        notice.show_bad(
            said.title,
            said.text,
            message_id=said.id,
            action=said.action,
            action_icon="copy",
            extra=self.label(draft, is_for_apps=is_for_apps),
            help_at=said.help_at,
        )

    def show_opened(self, notice: Notice) -> None:
        """Say that the page is open."""
        notice.show_info(
            translate("seller_central_link", "Seller Central is open in your browser"),
            translate(
                "seller_central_link", "Come back here when you have the token and the Seller ID. This window waits."
            ),
            message_id="seller-central-opened",
        )

    def show_copied(self, notice: Notice) -> None:
        """Say that the link is on the clipboard."""
        notice.show_info(
            translate("seller_central_link", "The link is copied"),
            translate("seller_central_link", "Paste it into a private window of your browser."),
            message_id="seller-central-copied",
        )
