"""HelpPage: one page of the help on the screen. It asks nobody and loads nothing but our own pictures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser, QTextEdit, QWidget

from lmb_desktop.shell.help_book import Page, slug_of
from lmb_desktop.widgets.dressed_document import MARGIN, TEXT_CHARACTERS, blocks_of, dress
from lmb_desktop.widgets.picture import picture_names, picture_pixmap
from lmb_desktop.widgets.tokens import current_tokens

_ABOVE_HEADING = 12
_IMPORT = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class HelpPage(QTextBrowser):
    """Shows a page at a heading; its links are passed on."""

    place_wanted = Signal(str)
    """A link to another place of the help was chosen."""
    outside_wanted = Signal(str)
    """A link to an https address was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it, empty."""
        super().__init__(parent)
        self.setObjectName("helpPage")
        self.setAccessibleIdentifier("helpPage")
        self.setAccessibleName(self.tr("Page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self._page: Page | None = None
        self._slug = ""
        self._is_at_heading = False
        self.anchorClicked.connect(self._on_link)
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled)

    def show_page(self, page: Page, slug: str, *, scrolled: int | None = None) -> None:
        """Show a page at a heading, or as far down as it was scrolled before."""
        self._slug = slug
        if page is not self._page:
            self._page = page
            self.setAccessibleName(page.title)
            self._render()
        self._mark_heading()
        self._is_at_heading = scrolled is None
        if scrolled is None:
            self._go_to_heading()
        else:
            self._lay_out_fully()
            self.verticalScrollBar().setValue(scrolled)

    def scrolled(self) -> int:
        """Return how far down the page is scrolled."""
        return self.verticalScrollBar().value()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give a picture of ours; nothing else is ever loaded, from wherever a page might name it."""
        wanted = QUrl(name).fileName().removesuffix(".svg")
        is_picture = kind == QTextDocument.ResourceType.ImageResource.value and wanted in picture_names()
        return picture_pixmap(wanted, self.devicePixelRatioF()) if is_picture else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        if self._is_at_heading:
            # The lines break elsewhere now; the layout knows in the next turn of the event loop.
            QTimer.singleShot(0, self, self._go_to_heading)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange)
        if event.type() in kinds and self._page is not None:
            QTimer.singleShot(0, self, self._render_again)

    def _render(self) -> None:
        assert self._page is not None  # there is something to render
        self._fit()
        document = self.document()
        # A picture in the colours of another palette would be kept otherwise.
        document.clear()
        document.setMarkdown(self._page.text, _IMPORT)
        dress(document, QApplication.font(), current_tokens())
        document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, self._page.title)

    def _render_again(self) -> None:
        scrolled = self.scrolled()
        self._render()
        self._mark_heading()
        self._lay_out_fully()
        self.verticalScrollBar().setValue(scrolled)
        if self._is_at_heading:
            self._go_to_heading()

    def _fit(self) -> None:
        widest = self.fontMetrics().averageCharWidth() * TEXT_CHARACTERS + 2 * MARGIN
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), widest))

    def _heading(self) -> QTextBlock:
        """Return the heading of now; the page's own where no other has this name."""
        headings = [block for block in blocks_of(self.document()) if block.blockFormat().headingLevel() > 1]
        return next((block for block in headings if slug_of(block.text()) == self._slug), self.document().begin())

    def _go_to_heading(self) -> None:
        if self._page is None or not self._is_at_heading:
            return
        heading = self._heading()
        self._lay_out_fully()
        # The keyboard and screen readers go on from here.
        self.setTextCursor(QTextCursor(heading))
        top = self.document().documentLayout().blockBoundingRect(heading).top()
        self.verticalScrollBar().setValue(max(0, round(top) - _ABOVE_HEADING) if self._slug else 0)

    def _lay_out_fully(self) -> None:
        # Asked for its size the layout does all of its work; until then the scroll bar ends too early.
        self.document().documentLayout().documentSize()

    def _mark_heading(self) -> None:
        """Lay a quiet colour behind the heading that was asked for: one near the page's end cannot come to the top."""
        marks = []
        if self._slug and self._heading() != self.document().begin():
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._heading())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            # PySide's stubs leave out the fields of this class, hence the ignores.
            mark.cursor = cursor  # type: ignore[attr-defined]
            mark.format.setBackground(current_tokens().accent_wash)  # type: ignore[attr-defined]
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)

    def _on_scrolled(self, _action: int) -> None:
        self._is_at_heading = False

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == "https":
            self.outside_wanted.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        elif not url.scheme() and self._page is not None:
            name = url.path().removesuffix(".md") or self._page.name
            self.place_wanted.emit(f"{name}#{url.fragment()}" if url.hasFragment() else name)
