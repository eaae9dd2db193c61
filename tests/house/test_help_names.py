"""Names in the help: buttons, menus, states and permissions are called there as the program calls them."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.help_book import HelpBook
from lmb_desktop.widgets.permissions import permission_lines
from tests.house.source import ROOT, product_modules

BOOK = HelpBook()
PAGES = {path.stem: BOOK.page(path.stem) for path in (ROOT / "lmb_desktop" / "resources" / "help").glob("*.md")}
TEXTS = {name: " ".join(page.text.split()) for name, page in sorted(PAGES.items())}

OTHERS_LABELS = {"Authorise app", "Merchant token", "Product Listing", "Selling Partner Insights"}
"""What stands on Amazon's screens."""
SAID_BY = {"Template", "_tr", "counted", "tr", "translate"}
"""What a text goes through that people see."""
TERMS = {"Practice", "account", "app", "primary user"}
"""Words that are explained where they are set off."""
LEAST_FIXED = 8
"""Letters of a text with places that stand as they are; with fewer it would be like any other."""


@cache
def visible_texts() -> set[str]:
    """Return the texts that the program shows, without mnemonics."""
    calls = (node for module in product_modules() for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    said = (call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in SAID_BY)
    parts = (part for call in said for one in call.args for part in ast.walk(one))
    values = (part.value for part in parts if isinstance(part, ast.Constant))
    return {value.replace("&", "") for value in values if isinstance(value, str)}


def names_in(text: str) -> Iterator[str]:
    """Walk what a page sets off as the name of something in the program: in bold letters, or in italics for states."""
    for bold in re.findall(r"\*\*([^*]+)\*\*", text):
        # One that ends like a sentence is the beginning of a step or a case.
        yield from () if bold.endswith((".", ":")) else bold.split(" › ")
    yield from re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", text)


@pytest.mark.parametrize("name", TEXTS)
def test_every_name_that_a_page_sets_off_is_the_programs_own(name: str) -> None:
    texts = visible_texts()
    with_places = [
        re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)))
        for text in texts
        if "{" in text and len(re.sub(r"\{\w+\}|\s", "", text)) >= LEAST_FIXED
    ]
    unknown = set(names_in(TEXTS[name])) - texts - OTHERS_LABELS - TERMS
    assert {one for one in unknown if not any(text.fullmatch(one) for text in with_places)} == set()


def test_a_name_that_the_program_does_not_have_is_found() -> None:
    assert list(names_in("**A › B…**, *c*. **Step.** **Case:** d")) == ["A", "B…", "c"]
    assert "Use it for another client too" in visible_texts()
    assert not {"accountsWindow", "Use it for somebody else"} & visible_texts()


@pytest.mark.parametrize("provider", Provider)
def test_what_is_allowed_stands_in_the_words_of_page_4(provider: Provider) -> None:
    at_xero, at_quickbooks = PAGES["ledger-sign-in"].text.split("At QuickBooks:")
    said = at_xero.partition("At Xero")[2] if provider is Provider.XERO else at_quickbooks
    lines = re.findall(r"^- (.+)$", said, re.MULTILINE)
    assert lines == [line.replace("’", "'") for line in permission_lines(provider)]
