"""HelpBook: the pages of the help as they are shipped, their order and headings, and what is found in them. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lmb_desktop import resources
from lmb_desktop.core.help_pages import CONTENTS

_HEADING = re.compile(r"^(#{1,3}) +(.+)$")
_LINE_OF_CONTENTS = re.compile(r"- \[([^\]]+)\]\(([\w-]+)\.md\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"[^\w'-]+")
_MARKS = re.compile(r"^\|[-|]+\|$|^#+ |[*`|]", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """One heading and what stands below it, without marks; the page's own heading has no slug."""

    page: str
    slug: str
    title: str
    text: str

    @property
    def place(self) -> str:
        """Return where it stands, as links write it."""
        return f"{self.page}#{self.slug}" if self.slug else self.page


@dataclass(frozen=True)
class Page:
    """One page: its Markdown, and its sections, the page's own heading first."""

    name: str
    text: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """Return what the page is called."""
        return self.sections[0].title


@dataclass(frozen=True)
class Chapter:
    """Pages that belong together."""

    title: str
    pages: tuple[Page, ...]


class HelpBook:
    """Every page, in the order of the contents; a page is read once, when it is first asked for."""

    def __init__(self, read: Callable[[str], str] = resources.read_text) -> None:
        """Take the pages from where `read` finds them; nothing is read yet."""
        self._read = read
        self._pages: dict[str, Page] = {}

    def page(self, name: str) -> Page:
        """Return a page; raises FileNotFoundError for a name that no page has."""
        if name not in self._pages:
            self._pages[name] = parsed(name, self._read(f"help/{name}.md"))
        return self._pages[name]

    def chapters(self) -> list[Chapter]:
        """Return the chapters of the contents with their pages."""
        chapters: list[Chapter] = []
        found: list[Page] = []
        for line in self.page(CONTENTS).text.splitlines():
            heading, entry = _HEADING.match(line), _LINE_OF_CONTENTS.match(line)
            if heading is not None and len(heading[1]) > 1:
                found = []
                chapters.append(Chapter(heading[2], ()))
            elif entry is not None:
                found.append(self.page(entry[2]))
                chapters[-1] = Chapter(chapters[-1].title, tuple(found))
        return chapters

    def found(self, text: str) -> list[Section]:
        """Return the sections that hold all words, those with them in a title first."""
        words = _folded(text).split()
        if not words:
            return []
        pages = [page for chapter in self.chapters() for page in chapter.pages]
        hits = [(section, page.title) for page in pages for section in page.sections if _holds(section, page, words)]
        hits.sort(key=lambda hit: _rank(hit[0].title, hit[1], words))
        return [section for section, _page in hits]


def parsed(name: str, text: str) -> Page:
    """Return the page that a Markdown text makes."""
    sections: list[Section] = []
    title, slug, below = "", "", []
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading is None:
            below.append(line)
            continue
        if title:
            sections.append(Section(name, slug, title, plain("\n".join(below))))
        title, below = heading[2], []
        slug = slug_of(title) if len(heading[1]) > 1 else ""
    sections.append(Section(name, slug, title, plain("\n".join(below))))
    return Page(name, text, tuple(sections))


def slug_of(title: str) -> str:
    """Return the name that a link calls a heading by, made as Markdown viewers of repositories make it."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def plain(text: str) -> str:
    """Return Markdown as words only, for searching."""
    return " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", _PICTURE.sub("", text))).split())


def split_place(place: str) -> tuple[str, str]:
    """Return the page and the heading's slug of a place; the slug is empty for the page's beginning."""
    page, _sign, slug = place.partition("#")
    return page, slug


def _holds(section: Section, page: Page, words: list[str]) -> bool:
    return _has_all(f"{page.title} {section.title} {section.text}", words)


def _rank(title: str, page_title: str, words: list[str]) -> int:
    for rank, text in enumerate((title, f"{page_title} {title}")):
        if _has_all(text, words):
            return rank
    return 2


def _has_all(text: str, words: list[str]) -> bool:
    """Tell whether every word stands in a text; the beginning of a word is enough while somebody types."""
    searched = f" {_folded(text)}"
    return all(f" {word}" in searched for word in words)


def _folded(text: str) -> str:
    """Return a text as it is searched: without capitals and signs, words parted by spaces."""
    return " ".join(_SIGNS.sub(" ", text.casefold().replace("’", "'")).split())
