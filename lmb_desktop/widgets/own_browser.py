"""A sign-in that goes on in the person's own browser: what to do there, and the way back by hand. Judges no answer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core.help_pages import message_help
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.cleaning import ADDRESS_ROOM
from lmb_desktop.widgets.help_link import HelpLink
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.theme import make_comfortable
from lmb_desktop.widgets.typography import TextLabel

_NAMES = {Provider.XERO: "Xero", Provider.QUICKBOOKS: "QuickBooks Online"}


@dataclass(frozen=True)
class BrowserWords:
    """What the card says about one service: its name, its sign, what to do there and how its answer comes back."""

    title: str
    sign: str
    text: str
    paste_title: str
    paste_text: str


class OwnBrowser(QWidget):
    """Open the page again, copy its link, or paste the address that the browser ended on."""

    open_wanted = Signal()
    copy_wanted = Signal()
    address_given = Signal(str)
    help_wanted = Signal(str)
    """Help is wanted with what is said about the address, at this place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._redirect_uri = ""
        self._sign = Sign("ledger", 24)
        self._title = TextLabel("", "section")
        self._line = TextLabel("", wrap=True)
        self._text = TextLabel("", wrap=True)
        self._open = _named(MainButton(self.tr("&Open in my browser")), "openInBrowserButton", "opens-outside")
        self._copy = _named(MainButton(self.tr("&Copy link")), "copySignInLinkButton", "copy")
        self._paste_title = TextLabel("", "strong", wrap=True)
        self._paste_text = TextLabel("", muted=True, wrap=True)
        self.address = QLineEdit()
        self.use = _named(MainButton(self.tr("&Use this address")), "usePastedAddressButton")
        self._fault = FaultLine("pastedAddressEditHelpButton")
        self._fault.help_wanted.connect(self.help_wanted)
        self._set_up_address()
        self._lay_out()
        self._open.clicked.connect(self.open_wanted)
        self._copy.clicked.connect(self.copy_wanted)
        self.use.clicked.connect(self._on_use)

    def show_sign_in(self, provider: Provider, redirect_uri: str, *, is_listening: bool, line: str = "") -> None:
        """Show a new sign-in at a ledger provider."""
        words = self._listening_words(provider) if is_listening else self._by_hand_words(provider, redirect_uri)
        self.show_page(words, redirect_uri, line=line)

    def show_page(self, words: BrowserWords, redirect_uri: str, *, line: str = "") -> None:
        """Show a new sign-in; `line` says why it goes on in the browser where the person did not choose that."""
        self._redirect_uri = redirect_uri
        self.set_busy(False)
        self.address.clear()
        self.address.setPlaceholderText(f"{redirect_uri}?…")
        self._sign.set_sign(words.sign, "muted")
        self._title.setText(words.title)
        self._line.setText(line)
        self._line.setHidden(not line)
        self._text.setText(words.text)
        self._paste_title.setText(words.paste_title)
        self._paste_text.setText(words.paste_text)

    def add_way(self, way: QWidget) -> None:
        """Put another way to bring the answer back below the pasted address."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, way)

    def refuse_address(self, text: str, *, help_at: str = "") -> None:
        """Say why the pasted address was not used."""
        self._fault.say(text, help_at=help_at)
        self.address.setAccessibleDescription(text)

    def set_busy(self, is_busy: bool) -> None:
        """Take no input while the answer is exchanged."""
        for part in (self._open, self._copy, self.address):
            part.setEnabled(not is_busy)
        self._show_use()

    def _listening_words(self, provider: Provider) -> BrowserWords:
        text = self.tr(
            "The sign-in page is open in your browser. Sign in there, choose the organisation and allow access. "
            "The browser then says that you can close it, and this page goes on."
        )
        return BrowserWords(
            title=_NAMES[provider],
            sign="ledger",
            text=text,
            paste_title=self.tr("Browser finished, but nothing happens here?"),
            paste_text=self.tr("Copy the whole address from the browser’s address bar and paste it here."),
        )

    def _by_hand_words(self, provider: Provider, redirect_uri: str) -> BrowserWords:
        text = self.tr(
            "The sign-in page is open in your browser. Sign in there, choose the organisation and allow access. "
            "{provider} then leads to an address that begins with {address}; this program cannot listen there."
        )
        return BrowserWords(
            title=_NAMES[provider],
            sign="ledger",
            text=text.format(provider=provider.label, address=redirect_uri),
            paste_title=self.tr("Bring the address back"),
            paste_text=self.tr("Copy the whole address from the browser’s address bar and paste it here."),
        )

    def _set_up_address(self) -> None:
        self.address.setMaxLength(ADDRESS_ROOM)
        self.address.setObjectName("pastedAddressEdit")
        self.address.setAccessibleIdentifier("pastedAddressEdit")
        self.address.setAccessibleName(self.tr("Address the browser ended on"))
        self.address.textChanged.connect(self._on_text_changed)
        self._paste_title.setBuddy(self.address)

    def _on_text_changed(self, text: str) -> None:
        typed, wanted = text.strip().lower(), self._redirect_uri.lower()
        is_on_the_way = wanted.startswith(typed) or typed.startswith(wanted)
        if is_on_the_way:
            self.refuse_address("")
        else:
            self.refuse_address(
                self.tr("This is not the address of this sign-in. Copy it from the tab where you just signed in."),
                help_at=message_help("address-not-ours"),
            )
        self._show_use()

    def _show_use(self) -> None:
        typed = self.address.text().strip().lower()
        is_ours = bool(self._redirect_uri) and typed.startswith(self._redirect_uri.lower())
        self.use.setEnabled(is_ours and self.address.isEnabled())

    def _on_use(self) -> None:
        self.address_given.emit(self.address.text().strip())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 8)
        column.setSpacing(0)
        column.addWidget(self._card())
        column.addSpacing(20)
        column.addWidget(self._paste_title)
        column.addSpacing(4)
        column.addWidget(self._paste_text)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.address, 1)
        row.addWidget(self.use)
        column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self._fault)
        column.addStretch(1)
        make_comfortable(self.address)
        self._show_use()

    def _card(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(10)
        buttons.addWidget(self._open)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        column = card.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(head)
        column.addWidget(self._line)
        column.addWidget(self._text)
        column.addLayout(buttons)
        return card


class FaultLine(QWidget):
    """What is wrong with what was pasted; takes no room while nothing is."""

    help_wanted = Signal(str)

    def __init__(self, help_name: str) -> None:
        super().__init__()
        self._help = HelpLink(help_name, is_short=True)
        self._help.wanted.connect(self.help_wanted)
        self._text = TextLabel("", "small", wrap=True, tone="urgent_ink")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Sign("notice-bad", 16, "urgent_ink"))
        row.addWidget(self._text, 1)
        row.addWidget(self._help)
        self.hide()

    def say(self, text: str, *, help_at: str = "") -> None:
        """Say it, or nothing."""
        self._help.show_place(help_at, text)
        self._text.setText(text)
        self.setHidden(not text)


def _named(button: MainButton, name: str, icon_name: str = "") -> MainButton:
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    if icon_name:
        button.setIcon(icon(icon_name))
    return button
