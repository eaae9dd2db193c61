"""What the notice says when a pasted text was spread over the fields of page 3. It names fields, never their values."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Method
from lmb_desktop.pages.spreading import Spread
from lmb_desktop.widgets.notice import Notice

translate = QCoreApplication.translate


def show_spread(notice: Notice, spread: Spread) -> None:
    """Say which fields were filled in, and what in the text needs a thought."""
    if spread.ambiguous:
        title = translate("spread_news", "The text holds more than one value for: {fields}")
        notice.show_attention(
            title.format(fields=_listed(spread.ambiguous, spread.method)),
            _lines(translate("spread_news", "Copy only what belongs to this account."), _filled(spread), spread=spread),
            message_id="pasted-ambiguous",
        )
    elif spread.is_other_seller:
        text = translate("spread_news", "The Seller ID is fixed here. Copy the token from the same seller account.")
        notice.show_attention(
            translate("spread_news", "The text names another Seller ID"),
            _lines(text, _filled(spread), spread=spread),
            message_id="pasted-other-seller",
        )
    elif spread.filled:
        notice.show_info(_filled(spread), _lines(spread=spread), message_id="pasted")
    else:
        notice.show_info(
            translate("spread_news", "Nothing was filled in"), _lines(spread=spread), message_id="pasted-nothing"
        )


def show_file_dropped(notice: Notice) -> None:
    """Say that files are not opened, and what to do instead."""
    notice.show_info(
        translate("spread_news", "A file is not read here"),
        translate("spread_news", "Open it, copy its text and paste that into any field."),
        message_id="file-dropped",
    )


def _filled(spread: Spread) -> str:
    if not spread.filled:
        return ""
    text = translate("spread_news", "Filled in from what you pasted: {fields}")
    return text.format(fields=_listed(spread.filled, spread.method))


def _lines(*lines: str, spread: Spread) -> str:
    """Return the lines that there are, and what became of other texts and details."""
    replaced = translate("spread_news", "Something else stood there before and was replaced: {fields}")
    left_out = translate("spread_news", "Not asked for here and left out: {fields}")
    more = [
        text.format(fields=_listed(names, spread.method))
        for text, names in ((replaced, spread.replaced), (left_out, spread.left_out))
        if names
    ]
    return "\n".join(line for line in (*lines, *more) if line)


def _listed(names: Iterable[str], method: Method | None) -> str:
    said = {
        "seller_id": translate("spread_news", "Seller ID"),
        "token": _token(method),
        "client_id": translate("spread_news", "client ID"),
        "client_secret": translate("spread_news", "client secret"),
    }
    *others, last = (said[name] for name in names)
    if not others:
        return last
    return translate("spread_news", "{others} and {last}").format(others=", ".join(others), last=last)


def _token(method: Method | None) -> str:
    if method is None:
        return translate("spread_news", "token")
    is_sp_api = method is Method.SP_API
    return translate("spread_news", "refresh token") if is_sp_api else translate("spread_news", "MWS Auth Token")
