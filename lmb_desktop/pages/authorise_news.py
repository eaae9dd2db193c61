"""What the notice of page 2 says besides troubles. Texts only; what its buttons do is the page's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.widgets.notice import Notice

translate = QCoreApplication.translate
AUTHORISED = "authorised-here"
MWS_CLOSED = "mws-switched-off"


def show_authorised(notice: Notice, seller_id: str) -> None:
    """Say that Amazon gave its consent; another way stays open."""
    notice.show_good(
        translate("authorise_news", "Amazon authorised {seller_id}").format(seller_id=seller_id),
        translate("authorise_news", "Press Next; only a name is missing."),
        message_id=AUTHORISED,
        action=translate("authorise_news", "Paste a token instead"),
    )


def show_region_changed(notice: Notice, region_name: str) -> None:
    """Say that what was done for the old region is to be done again."""
    notice.show_info(
        translate("authorise_news", "The region is now {region}").format(region=region_name),
        translate("authorise_news", "Authorise again in its Seller Central. The account name is kept."),
        message_id="region-changed",
    )


def show_mws_closed(notice: Notice) -> None:
    """Say that MWS is gone, with the way back to the refresh token."""
    notice.show_attention(
        translate("authorise_news", "Amazon switched MWS off in 2024"),
        translate(
            "authorise_news",
            "Real Amazon accounts can no longer be connected this way. Use the refresh token instead.",
        ),
        message_id=MWS_CLOSED,
        action=translate("authorise_news", "Use the refresh token"),
    )


def show_request_copied(notice: Notice) -> None:
    """Say that the request to the owner is on the clipboard."""
    notice.show_info(
        translate("authorise_news", "The request is copied"),
        translate("authorise_news", "Paste it into a message to the account's owner. It contains no secret."),
        message_id="request-copied",
    )
