"""What the notice of page 3 says while Amazon is asked and when it has said yes. Refusals stand in their own file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Participation, SellerIdCheck, SellerIdentity
from lmb_desktop.core.errors import RateLimited
from lmb_desktop.widgets.chips import Chip, Chips
from lmb_desktop.widgets.messages import message, message_for
from lmb_desktop.widgets.notice import Notice

translate = QCoreApplication.translate


def show_asking(notice: Notice) -> None:
    """Say that Amazon is asked."""
    text = translate("verify_news", "Checking the token, the Seller ID and the marketplaces.")
    notice.show_busy(translate("verify_news", "Asking Amazon…"), text)


def show_still_asking(notice: Notice) -> None:
    """Say that Amazon takes its time."""
    text = translate("verify_news", "Still waiting for Amazon. It usually answers within a few seconds.")
    notice.show_busy(translate("verify_news", "Asking Amazon…"), text)


def show_saving(notice: Notice) -> None:
    """Say that the confirmed details are being saved."""
    notice.show_busy(translate("verify_news", "Saving the details…"))


def show_found(notice: Notice, identity: SellerIdentity) -> None:
    """Say what Amazon confirmed while it is being saved."""
    listed = ", ".join(_chip_text(entry) for entry in identity.selling_in)
    saving = translate("verify_news", "Saving the details…")
    text = f"{_count(identity)} {listed}\n{saving}"
    is_confirmed = identity.id_check is SellerIdCheck.CONFIRMED
    notice.show_busy(_confirmed_title(identity) if is_confirmed else _unchecked_title(identity), text)


def show_keyring_slow(notice: Notice) -> None:
    """Say that the keyring takes its time; it may be asking for a password."""
    notice.show_busy(translate("verify_news", "Waiting for the keyring"), message("keyring-slow").text)


def show_throttled(notice: Notice, error: RateLimited) -> None:
    """Say that Amazon is asked again by itself; Stop ends the waiting."""
    said = message_for(error)
    notice.show_attention(
        said.title,
        said.text,
        message_id=said.id,
        details=said.details,
        is_stoppable=True,
        help_at=said.help_at,
    )


def show_verified(notice: Notice, identity: SellerIdentity) -> None:
    """Say what was confirmed, what was not, and where the seller sells."""
    chips = Chips([_chip(entry) for entry in identity.selling_in])
    chips.setObjectName("marketplacesFound")
    chips.setAccessibleIdentifier("marketplacesFound")
    if identity.id_check is SellerIdCheck.CONFIRMED:
        text = translate("verify_news", "The token and the Seller ID belong together.")
        notice.show_good(
            _confirmed_title(identity),
            f"{text} {_count(identity)}",
            message_id="verified",
            extra=chips,
            tail=_tail(identity, translate("verify_news", "Is this the right business? Then press Next.")),
        )
        return
    text = translate(
        "verify_news",
        "Whether it belongs to this Seller ID could not be checked: the app lacks the role for it. Compare the store "
        "name, then press Next.",
    )
    title = _unchecked_title(identity)
    notice.show_info(
        title,
        text,
        message_id="verified-unchecked",
        extra=chips,
        tail=_tail(identity, ""),
        help_at="seller-id#it-could-not-be-checked",
    )


def _confirmed_title(identity: SellerIdentity) -> str:
    if not identity.store_name:
        return translate("verify_news", "Amazon confirms: seller {seller_id}").format(seller_id=identity.seller_id)
    title = translate("verify_news", "Amazon confirms: {store}, seller {seller_id}")
    return title.format(store=identity.store_name, seller_id=identity.seller_id)


def _unchecked_title(identity: SellerIdentity) -> str:
    if not identity.store_name:
        return translate("verify_news", "Amazon accepts the token")
    title = translate("verify_news", "Amazon accepts the token of the store {store}")
    return title.format(store=identity.store_name)


def _count(identity: SellerIdentity) -> str:
    count = len(identity.selling_in)
    if count == 1:
        return translate("verify_news", "It sells in one marketplace:")
    return translate("verify_news", "It sells in {count} marketplaces:").format(count=count)


def _tail(identity: SellerIdentity, ending: str) -> str:
    if not any(entry.has_suspended_listings for entry in identity.selling_in):
        return ending
    suspended = translate("verify_news", "Amazon reports suspended listings there; connecting still works.")
    return "\n".join(line for line in (suspended, ending) if line)


def _chip(entry: Participation) -> Chip:
    suffix = translate("verify_news", "suspended") if entry.has_suspended_listings else ""
    return Chip(entry.country, entry.currency, suffix)


def _chip_text(entry: Participation) -> str:
    return f"{entry.country} {entry.currency}".strip()
