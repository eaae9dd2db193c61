"""Gives a document made from Markdown our type scale and colours. Knows no page and loads nothing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetrics,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
    QTextTableCellFormat,
)

from lmb_desktop.widgets.tokens import Tokens
from lmb_desktop.widgets.typography import font_for

MARGIN = 24
TEXT_CHARACTERS = 75
"""How wide running text is at most, in average characters (look, section 2)."""
_ROLE_OF_LEVEL = {1: "title", 2: "section", 3: "strong"}
_ABOVE_OF_LEVEL = {1: 0, 2: 22, 3: 12}
_BELOW_HEADING, _BELOW_TEXT = 6, 8
_CELL_PADDING = 6


def dress(document: QTextDocument, base: QFont, tokens: Tokens) -> None:
    """Set sizes, weights, margins and colours of everything in the document."""
    document.setDefaultFont(base)
    document.setDocumentMargin(MARGIN)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks_of(document):
        _dress_block(block, base)
        # Fragments are listed first: a format that is merged in makes new ones.
        for fragment in list(_fragments_of(block)):
            _dress_fragment(document, fragment, base, tokens=tokens)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, base, tokens)
    cursor.endEditBlock()


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """Walk the paragraphs, headings and lines of lists and tables."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments_of(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _dress_block(block: QTextBlock, base: QFont) -> None:
    block_format = block.blockFormat()
    level = block_format.headingLevel()
    cursor = QTextCursor(block)
    is_in_table = cursor.currentTable() is not None
    block_format.setTopMargin(_ABOVE_OF_LEVEL.get(level, 0))
    block_format.setBottomMargin(0 if is_in_table else _BELOW_HEADING if level else _BELOW_TEXT)
    cursor.setBlockFormat(block_format)
    if level:
        # The importer makes headings larger by steps of its own; these are ours, so its format goes.
        heading = QTextCharFormat()
        heading.setFont(font_for(_ROLE_OF_LEVEL.get(level, "strong"), base))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(heading)


def _dress_fragment(document: QTextDocument, fragment: QTextFragment, base: QFont, *, tokens: Tokens) -> None:
    found, change = fragment.charFormat(), QTextCharFormat()
    if found.isAnchor():
        change.setForeground(QBrush(tokens.accent_ink))
        change.setFontUnderline(True)
    elif found.fontFixedPitch():
        change.setFont(font_for("fixed", base))
    elif found.fontWeight() > QFont.Weight.DemiBold:
        change.setFontWeight(QFont.Weight.DemiBold)
    else:
        return
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(change)


def _dress_table(table: QTextTable, base: QFont, tokens: Tokens) -> None:
    shape = table.format()
    shape.setBorderCollapse(True)
    shape.setBorder(0)
    shape.setCellPadding(_CELL_PADDING)
    shape.setCellSpacing(0)
    shape.setTopMargin(4)
    shape.setBottomMargin(12)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setColumnWidthConstraints(_widths(table, QFontMetrics(base)))
    table.setFormat(shape)
    for row in range(table.rows()):
        for column in range(table.columns()):
            _dress_cell(table.cellAt(row, column), tokens)


def _widths(table: QTextTable, metrics: QFontMetrics) -> list[QTextLength]:
    """Return widths in which no word is broken: each column's longest word, and an equal share of the rest."""
    words = [
        (column, word)
        for column in range(table.columns())
        for row in range(table.rows())
        for word in table.cellAt(row, column).firstCursorPosition().block().text().split()
    ]
    longest = [
        max(metrics.horizontalAdvance(word) for at, word in words if at == column) + 2 * _CELL_PADDING
        for column in range(table.columns())
    ]
    share = max(0, TEXT_CHARACTERS * metrics.averageCharWidth() - sum(longest)) / len(longest)
    whole = sum(longest) + share * len(longest)
    return [QTextLength(QTextLength.Type.PercentageLength, 100 * (width + share) / whole) for width in longest]


def _dress_cell(cell: QTextTableCell, tokens: Tokens) -> None:
    line = QTextTableCellFormat()
    line.setPadding(_CELL_PADDING)
    line.setBottomBorder(tokens.border_width)
    line.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    line.setBottomBorderBrush(QBrush(tokens.line))
    cell.setFormat(line)
