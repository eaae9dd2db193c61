"""The guide: contents, search, pages with their headings and pictures, Back and Forward, keys, looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QFont, QKeySequence, QTextDocument, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.core.help_pages import CONTENTS
from lmb_desktop.shell.help_book import HelpBook, Page, slug_of
from lmb_desktop.shell.help_opener import HelpOpener
from lmb_desktop.shell.help_window import HelpWindow
from lmb_desktop.widgets.dialog_frame import DialogFrame
from lmb_desktop.widgets.dressed_document import blocks_of
from lmb_desktop.widgets.picture import picture_pixmap
from lmb_desktop.widgets.practice_band import PracticeBand
from lmb_desktop.widgets.tokens import current_tokens
from tests.fakes.mnemonics import claimed_twice
from tests.shell.test_windows_for_everyone import nameless, without_identifier
from tests.widgets.conftest import app, dress

__all__ = ["app", "dress"]

BOOK = HelpBook()
PAGES = [page for chapter in BOOK.chapters() for page in chapter.pages]
HEADINGS = [section.place for page in PAGES for section in page.sections if section.slug]
OUTSIDE = {
    "help/contents.md": "# Help\n\n## All\n\n- [One](one.md)\n",
    "help/one.md": "# One\n\n[Away](https://sellercentral.amazon.com/a?b=c) [Odd](file:///etc/passwd) [Below](#end)\n\n"
    "![Elsewhere](https://sellercentral.amazon.com/x.svg)\n\n## End\n\nThe end.\n",
}


@pytest.fixture
def guide(app: QApplication, qtbot: QtBot) -> Iterator[HelpWindow]:
    """Give the guide on the screen, at the contents."""
    window = HelpWindow(BOOK)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    window.turn_to(CONTENTS)
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


def lines(guide: HelpWindow) -> list[tuple[str, str]]:
    """Return what stands in the list: text and place."""
    rows = [guide.list.item(row) for row in range(guide.list.count())]
    return [(row.text(), row.data(Qt.ItemDataRole.UserRole)) for row in rows]


def click_line(guide: HelpWindow, text: str) -> None:
    """Click a line of the list."""
    found = guide.list.findItems(text, Qt.MatchFlag.MatchExactly)[-1]
    guide.list.scrollToItem(found)
    place = guide.list.visualItemRect(found).center()
    QTest.mouseClick(guide.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def press(guide: HelpWindow, name: str) -> None:
    """Press a button by its name."""
    QTest.mouseClick(guide.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def shortcut(guide: HelpWindow, key: QKeySequence.StandardKey) -> None:
    """Press a standard key in the window."""
    QTest.keySequence(guide, QKeySequence(key))


def title(guide: HelpWindow) -> str:
    """Return the heading the page begins with."""
    return guide.page.document().begin().text()


def top_of(guide: HelpWindow, slug: str) -> float:
    """Return how far below the top of what is seen a heading stands."""
    document = guide.page.document()
    block = next(each for each in blocks_of(document) if slug_of(each.text()) == slug)
    return document.documentLayout().blockBoundingRect(block).top() - guide.page.scrolled()


def link_point(guide: HelpWindow, text: str) -> QPoint:
    """Return where a link of the page can be clicked."""
    cursor = guide.page.document().find(text)
    guide.page.setTextCursor(cursor)
    cursor.setPosition(cursor.selectionStart() + 1)
    return guide.page.cursorRect(cursor).center()


def follow(guide: HelpWindow, text: str) -> None:
    """Click a link of the page."""
    place = link_point(guide, text)
    QTest.mouseClick(guide.page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_the_list_holds_every_page_below_its_chapter(guide: HelpWindow) -> None:
    expected = [
        line
        for chapter in BOOK.chapters()
        for line in [(chapter.title, ""), *((page.title, page.name) for page in chapter.pages)]
    ]
    assert lines(guide) == expected
    assert len(PAGES) > 20


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_line_of_the_list_shows_its_page_whole(guide: HelpWindow, page: Page) -> None:
    click_line(guide, page.title)
    assert guide.place == page.name
    assert title(guide) == page.title
    assert page.title in guide.windowTitle()
    assert guide.page.accessibleName() == page.title
    headings = [block.text() for block in blocks_of(guide.page.document()) if block.blockFormat().headingLevel()]
    assert headings == [section.title for section in page.sections]


@pytest.mark.parametrize("place", HEADINGS)
def test_a_place_is_brought_into_view_and_marked(guide: HelpWindow, qtbot: QtBot, place: str) -> None:
    guide.open(place)
    slug = place.split("#")[1]
    bar = guide.page.verticalScrollBar()
    qtbot.waitUntil(lambda: 0 <= top_of(guide, slug) < 40 or bar.value() == bar.maximum())
    assert 0 <= top_of(guide, slug) < guide.page.viewport().height()
    assert slug_of(guide.page.extraSelections()[0].cursor.block().text()) == slug
    assert slug_of(guide.page.textCursor().block().text()) == slug


def test_the_place_stays_in_view_when_the_window_becomes_narrow(guide: HelpWindow, qtbot: QtBot) -> None:
    guide.open("keeping-alive#not-used-for-too-long-l-02")
    guide.resize(600, 500)
    qtbot.waitUntil(lambda: 0 <= top_of(guide, "not-used-for-too-long-l-02") < 40)


def test_the_keys_walk_through_the_list(guide: HelpWindow) -> None:
    click_line(guide, PAGES[0].title)
    for _step in range(len(BOOK.chapters()[0].pages)):
        QTest.keyClick(guide.list, Qt.Key.Key_Down)
    # Over the heading of the next chapter.
    assert guide.place == BOOK.chapters()[1].pages[0].name


def test_search_finds_words_of_titles_first_and_of_texts(guide: HelpWindow) -> None:
    QTest.keyClicks(guide.search, "merchant")
    places = [place for _text, place in lines(guide) if place]
    assert "seller-id#where-it-stands" in places
    assert "seller-central#the-refresh-token-step-by-step" in places
    guide.search.setText("A-07")
    assert next(place for _text, place in lines(guide) if place) == "regions#registered-in-another-region-a-07"
    guide.search.setText("KEYRING locked")
    assert next(place for _text, place in lines(guide) if place) == "keyring#the-keyring-is-locked"
    assert lines(guide)[0] == ("The keyring", "")
    guide.search.setText("fresh")
    assert all("seller-central" not in place for _text, place in lines(guide)), "not inside of refresh"


def test_enter_opens_the_first_that_was_found(guide: HelpWindow) -> None:
    QTest.keyClicks(guide.search, "proxy password")
    QTest.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.place == "network#the-proxy-asks-for-a-password"
    assert guide.page.hasFocus()


def test_what_nobody_wrote_about_is_said_and_esc_brings_the_contents_back(guide: HelpWindow) -> None:
    guide.search.setFocus()
    QTest.keyClicks(guide.search, "settlement of a zebra")
    said = guide.findChild(QLabel, "helpNothingFound")
    assert said.isVisible()
    assert said.text() == "No page mentions “settlement of a zebra”."
    assert lines(guide) == []
    QTest.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.place == CONTENTS
    QTest.keyClick(guide.search, Qt.Key.Key_Escape)
    assert guide.isVisible()
    assert not said.isVisible()
    assert len(lines(guide)) == len(PAGES) + len(BOOK.chapters())
    QTest.keyClick(guide.search, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_a_link_leads_to_another_page_and_back_leads_to_where_it_stood(guide: HelpWindow, qtbot: QtBot) -> None:
    guide.open("network")
    guide.page.verticalScrollBar().setValue(40)
    guide.open("re-authorising")
    guide.page.verticalScrollBar().setValue(25)
    follow(guide, "the first time")
    assert guide.place == "seller-central#the-refresh-token-step-by-step"
    assert (guide.back.isEnabled(), guide.forward.isEnabled()) == (True, False)
    press(guide, "helpBackButton")
    assert (guide.place, guide.page.scrolled()) == ("re-authorising", 25)
    shortcut(guide, QKeySequence.StandardKey.Back)
    assert (guide.place, guide.page.scrolled()) == ("network", 40)
    press(guide, "helpForwardButton")
    assert guide.place == "re-authorising"
    follow(guide, "the first time")
    assert not guide.forward.isEnabled()


def test_the_same_place_twice_is_one_step_back(guide: HelpWindow) -> None:
    for place in ("tray", "tray", "xero"):
        guide.open(place)
    press(guide, "helpBackButton")
    press(guide, "helpBackButton")
    assert guide.place == CONTENTS
    assert not guide.back.isEnabled()


def test_keys_find_go_home_and_close(guide: HelpWindow) -> None:
    guide.open("tray")
    shortcut(guide, QKeySequence.StandardKey.Find)
    assert guide.search.hasFocus()
    QTest.keyClick(guide, Qt.Key.Key_F1)
    assert guide.place == CONTENTS
    QTest.keyClick(guide.page, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_links_of_a_page_can_be_followed_by_keys(guide: HelpWindow) -> None:
    guide.turn_to("tray")
    guide.open("mws")
    QTest.keyClick(guide.page, Qt.Key.Key_Tab)
    QTest.keyClick(guide.page, Qt.Key.Key_Return)
    assert guide.place == "seller-central#the-refresh-token-step-by-step"


@pytest.fixture
def odd(app: QApplication, qtbot: QtBot) -> HelpWindow:
    """Give a guide with a page that names what lies outside."""
    window = HelpWindow(HelpBook(OUTSIDE.__getitem__))
    qtbot.addWidget(window)
    window.show()
    window.open("one")
    return window


def test_an_address_outside_is_for_the_browser_and_nothing_else_is(odd: HelpWindow) -> None:
    asked: list[str] = []
    odd.outside_wanted.connect(asked.append)
    for text in ("Away", "Odd"):
        follow(odd, text)
    assert asked == ["https://sellercentral.amazon.com/a?b=c"]
    assert odd.place == "one"
    follow(odd, "Below")
    assert odd.place == "one#end"


@pytest.mark.parametrize("name", ["https://sellercentral.amazon.com/x.svg", "file:///etc/passwd", "../icons/mark.svg"])
def test_nothing_but_a_picture_of_ours_is_loaded(odd: HelpWindow, name: str) -> None:
    for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.StyleSheetResource):
        assert odd.page.loadResource(kind.value, QUrl(name)) is None


def test_the_system_browser_is_asked_and_where_it_fails_the_link_is_shown(qtbot: QtBot) -> None:
    opened: list[str] = []
    opener = HelpOpener(lambda url: bool(opened.append(url)))
    opener.open("tray")
    assert opener.window is not None
    opener.window.outside_wanted.emit("https://sellercentral.amazon.com/")
    assert opened == ["https://sellercentral.amazon.com/"]
    dialog = opener.window.findChild(QDialog, "linkDialog")
    assert dialog.isVisible()
    assert dialog.findChild(QLabel, "linkText").text() == opened[0]
    dialog.help_wanted.emit("browser")
    assert opener.window.place == "browser"
    dialog.reject()
    opener.close()


def test_one_window_serves_everybody_and_comes_to_the_front(qtbot: QtBot) -> None:
    opener = HelpOpener(lambda _url: True)
    assert opener.window is None
    opener.open("tray")
    first = opener.window
    first.close()
    opener.open("xero")
    assert opener.window is first
    assert first.isVisible()
    assert first.place == "xero"
    qtbot.waitUntil(first.page.hasFocus)
    opener.close()
    assert opener.window is None


def test_it_takes_input_beside_a_dialog_that_blocks_its_own_window(qtbot: QtBot) -> None:
    below = QPushButton("Below")
    qtbot.addWidget(below)
    below.show()
    pressed: list[bool] = []
    below.clicked.connect(pressed.append)
    dialog = DialogFrame("settingsDialog", "Settings", below)
    opener = HelpOpener(lambda _url: True)
    dialog.help_wanted.connect(opener.open)
    dialog.open()
    assert QApplication.activeModalWidget() is dialog
    dialog.help_wanted.emit("tray")
    guide = opener.window
    assert guide.windowHandle().transientParent() is None
    # Through the windows of the system, where a modal dialog swallows what is meant for the one it blocks.
    click_in(below, below.rect().center())
    click_in(guide, guide.search.mapTo(guide, guide.search.rect().center()))
    qtbot.waitUntil(guide.search.hasFocus)
    QTest.keyClick(guide.windowHandle(), Qt.Key.Key_X)
    assert guide.search.text() == "x"
    assert pressed == []
    opener.close()
    dialog.reject()


def click_in(window: QWidget, place: QPoint) -> None:
    """Click a place of a window as the system does."""
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_practice_is_not_to_be_mistaken_here_either(qtbot: QtBot) -> None:
    opener = HelpOpener(lambda _url: True, is_practice=True)
    opener.open("practice")
    guide = opener.window
    assert guide.findChild(PracticeBand).isVisible()
    assert guide.windowTitle().endswith("(practice)")
    guide.resize(1000, 600)
    with qtbot.waitSignal(opener.leave_practice_wanted):
        guide.findChild(PracticeBand).leave_requested.emit()
    opener.close()


def test_everything_in_it_has_a_name_and_a_letter_of_its_own(guide: HelpWindow) -> None:
    assert nameless(guide) == []
    assert without_identifier(guide) == []
    assert claimed_twice(guide) == []
    names = {widget.objectName() for widget in guide.findChildren(QWidget)} | {guide.objectName()}
    published = {"helpWindow", "helpContents", "helpPage", "helpSearchEdit", "helpBackButton", "helpForwardButton"}
    assert published <= names


def test_sizes_follow_the_type_scale(guide: HelpWindow) -> None:
    guide.open("seller-id")
    base = QApplication.font().pointSizeF()
    sizes = [
        (block.blockFormat().headingLevel(), round(block.begin().fragment().charFormat().font().pointSizeF() / base, 2))
        for block in blocks_of(guide.page.document())
        if block.text().strip() and block.textList() is None and not block.begin().fragment().charFormat().isAnchor()
    ]
    assert {size for level, size in sizes if level == 1} == {1.5}
    assert {size for level, size in sizes if level == 2} == {1.12}
    assert {size for level, size in sizes if level == 0} == {1.0}


def colours(guide: HelpWindow) -> tuple[set[str], set[str]]:
    """Return the colours of the links of the page, and of its pictures."""
    links, pictures = set(), set()
    for block in blocks_of(guide.page.document()):
        place = block.begin()
        while not place.atEnd():
            written = place.fragment().charFormat()
            if written.isAnchor():
                links.add(written.foreground().color().name())
            if written.isImageFormat():
                found = guide.page.document().resource(
                    QTextDocument.ResourceType.ImageResource.value, QUrl(written.toImageFormat().name())
                )
                image = found.toImage()
                pictures |= {image.pixelColor(x, 54).name() for x in range(image.width())}
            place += 1
    return links, pictures


def test_it_follows_the_dark_while_it_is_open(guide: HelpWindow, qtbot: QtBot, dress: Callable[[str], None]) -> None:
    guide.open("seller-id")
    for palette in ("pictures, dark", "pictures, light", "high contrast, black"):
        dress(palette)
        tokens = current_tokens()
        qtbot.waitUntil(lambda wanted=tokens: colours(guide)[0] == {wanted.accent_ink.name()})
        assert tokens.page.name() in colours(guide)[1]
        assert guide.list.item(0).foreground().color().name() == tokens.muted.name()


def test_a_larger_text_of_the_system_makes_everything_larger_and_cuts_nothing(guide: HelpWindow, qtbot: QtBot) -> None:
    guide.open("regions#which-region-to-choose")
    larger = QFont(QApplication.font())
    larger.setPointSizeF(larger.pointSizeF() * 2)
    QApplication.setFont(larger)
    first = guide.page.document().begin
    qtbot.waitUntil(lambda: first().begin().fragment().charFormat().font().pointSizeF() == larger.pointSizeF() * 1.5)
    assert guide.list.sizeHintForRow(1) > guide.list.fontMetrics().height()
    assert guide.place == "regions#which-region-to-choose"
    assert guide.list.horizontalScrollBar().maximum() == 0


def test_no_word_of_a_table_is_broken_at_the_usual_size(guide: HelpWindow) -> None:
    guide.resize(960, 700)
    for name in ("regions", "keeping-alive"):
        guide.open(name)
        document = guide.page.document()
        document.documentLayout().documentSize()
        tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
        assert tables
        for table in tables:
            for row in range(table.rows()):
                for column in range(table.columns()):
                    block = table.cellAt(row, column).firstCursorPosition().block()
                    ends = [block.layout().lineAt(at) for at in range(block.layout().lineCount())]
                    breaks = [line.textStart() + line.textLength() for line in ends[:-1]]
                    assert [at for at in breaks if not block.text()[at - 1].isspace()] == [], block.text()


def test_a_picture_is_sharp_on_a_screen_with_more_pixels(app: QApplication) -> None:
    usual, sharp = picture_pixmap("next", 1.0), picture_pixmap("next", 2.0)
    assert sharp.deviceIndependentSize() == usual.deviceIndependentSize()
    assert sharp.width() == 2 * usual.width()


def test_the_list_says_what_it_is(guide: HelpWindow) -> None:
    assert guide.findChild(QListWidget, "helpContents").accessibleName() == "Contents"
    guide.search.setText("xero")
    assert guide.findChild(QListWidget, "helpContents").accessibleName() == "Found"
