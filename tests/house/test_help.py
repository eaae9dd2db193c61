"""What the pages of the help promise: each is reached, each link leads somewhere, each figure is the code's own."""

import json
import re
from collections.abc import Iterator

import pytest

from lmb_desktop import resources
from lmb_desktop.core.account import NAME_LENGTH
from lmb_desktop.core.announcing import AGAIN_AFTER
from lmb_desktop.core.catalogue import CATALOGUE
from lmb_desktop.core.health import LIMITS, YEAR
from lmb_desktop.core.help_of_messages import CONSENT_HELP, MESSAGE_HELP
from lmb_desktop.core.help_pages import CONTENTS, WINDOW_HELP
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.one_time_attempt import LIFETIME
from lmb_desktop.core.pace import ALLOWANCES
from lmb_desktop.core.preferences import Preferences
from lmb_desktop.core.seller_consent import CODE_LIFETIME, UNLISTED_LIMIT
from lmb_desktop.core.sign_in import IDLE_DAYS, Provider
from lmb_desktop.gateways.clock_check import CLOCK_TOLERANCE_S
from lmb_desktop.gateways.database_copies import COPIES
from lmb_desktop.shell.amazon_app_tab import SECRET_LASTS
from lmb_desktop.shell.help_book import HelpBook, Page, Section, plain, slug_of, split_place
from tests.house.source import ROOT, product_modules

FOLDER = ROOT / "lmb_desktop" / "resources" / "help"
BOOK = HelpBook()
PAGES = {path.stem: BOOK.page(path.stem) for path in sorted(FOLDER.glob("*.md"))}
TEXTS = {name: " ".join(page.text.split()) for name, page in PAGES.items()}
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)]*)\)")
PUBLISHED_ID = re.compile(r"[AL]-\d\d")


def minutes(seconds: float) -> str:
    """Write a length of time as the pages do."""
    return f"{seconds / 60:.0f} minutes"


def ending(service: str, ends: str) -> str:
    """Write a line of the table of what ends when."""
    limits = LIMITS[service]
    return f"{ends} | {limits.attention_days} days before | {limits.urgent_days} days before |"


XERO_DAYS, QUICKBOOKS_DAYS = IDLE_DAYS[Provider.XERO], IDLE_DAYS[Provider.QUICKBOOKS]
AMAZON = LIMITS["amazon"]
FIGURES = [
    ("account-list", f"the newest {COPIES} of them"),
    ("app-credentials", f"every {SECRET_LASTS.days} days"),
    ("first-steps", f"at most {NAME_LENGTH} characters"),
    ("keeping-alive", ending("xero", f"after {XERO_DAYS} days without use")),
    ("keeping-alive", ending("quickbooks", f"after {QUICKBOOKS_DAYS} days without use, and after 5 years in any case")),
    ("keeping-alive", ending("amazon", f"after {YEAR.days} days")),
    ("keeping-alive", f"not been used for {XERO_DAYS} days; QuickBooks does after {QUICKBOOKS_DAYS}"),
    ("keeping-alive", f"after {AGAIN_AFTER.days} days at the earliest"),
    ("ledger-sign-in", f"for {minutes(LIFETIME.total_seconds())}"),
    ("limits", f"{ALLOWANCES['amazon'].burst} questions"),
    ("network", f"more than {minutes(CLOCK_TOLERANCE_S)}"),
    ("quickbooks", f"for {QUICKBOOKS_DAYS} days, and every connection after 5 years"),
    ("re-authorising", f"lasts {YEAR.days} days"),
    ("re-authorising", f"from {AMAZON.attention_days} days before the end"),
    ("re-authorising", f"{AMAZON.urgent_days} days before it"),
    # Amazon's limit of self-authorisations is not counted by the program (SP-API guide, "Authorisation limits").
    ("roles", f"10 by the refresh token of Develop apps, and {UNLISTED_LIMIT} by Amazon's consent page"),
    # Amazon publishes no length; this is what is seen, and the program only warns of another one.
    ("seller-id", "usually has 13 or 14 characters"),
    ("token", f"about {minutes(CODE_LIFETIME.total_seconds())}"),
    ("xero", f"for {XERO_DAYS} days"),
    *((page, "closed it in 2024" if page == "mws" else "closed MWS in 2024") for page in ("mws", "seller-central")),
]
"""Every figure of the pages, as a part of a sentence that is made from the code's own number."""
NO_FIGURE = re.compile(
    r"[Pp]age [1-5]\b|\(?\b[AL]-\d\d\b\)?|\bF[12]\b|\b(MD|SPDC|SPSA)\d{4}\b|`[^`]*`|(?<= )\d\. (?=\*\*|[A-Z])"
)
"""Digits that are names: pages of the wizard, messages, keys, Amazon's codes, and the numbers of a list."""


def places() -> Iterator[tuple[str, str]]:
    """Walk every place that the tables know, with what leads to it."""
    for table in (MESSAGE_HELP, CONSENT_HELP, WINDOW_HELP):
        yield from table.items()


def section(place: str) -> Section | None:
    """Return the section of a place, if there is one."""
    name, slug = split_place(place)
    page = PAGES.get(name)
    return next((each for each in page.sections if each.slug == slug), None) if page is not None else None


def links(page: Page) -> list[tuple[bool, str]]:
    """List the targets of a page's links and pictures."""
    return [(mark == "!", target) for mark, _text, target in LINK.findall(page.text)]


def target_of(page: Page, link: str) -> str:
    """Return the place that a link of a page leads to."""
    name, _sign, slug = link.partition("#")
    name = name.removesuffix(".md") or page.name
    return f"{name}#{slug}" if slug else name


def test_every_message_has_its_place() -> None:
    assert set(MESSAGE_HELP) == set(CATALOGUE)


def test_every_place_is_a_page_and_a_heading_that_exist() -> None:
    assert [(key, place) for key, place in places() if section(place) is None] == []


def test_every_place_that_is_written_elsewhere_exists_too() -> None:
    written = {text for module in product_modules() for _line, text in module.texts()}
    found = {text for text in written if re.fullmatch(r"[a-z-]+#[a-z0-9-]+", text)}
    assert {place for place in found if section(place) is None} == set()
    assert found >= {place for _key, place in places() if "#" in place}


def test_the_page_of_a_message_names_its_published_id() -> None:
    ids = {key: template.id or key for key, template in CATALOGUE.items()}
    published = {key: name for key, name in ids.items() if PUBLISHED_ID.fullmatch(name)}
    assert {key for key, name in published.items() if name not in TEXTS[split_place(MESSAGE_HELP[key])[0]]} == set()


def test_every_published_id_stands_in_exactly_the_headings_that_messages_with_it_lead_to() -> None:
    named = {(one, each.place) for page in PAGES.values() for each in page.sections for one in found_ids(each.title)}
    led = {(template.id or key, MESSAGE_HELP[key]) for key, template in CATALOGUE.items()}
    # What people meet on Amazon's page is no error of the catalogue; A-15 has a page, with a heading for each code.
    led |= {("A-14", CONSENT_HELP["no-access"])}
    assert named <= led
    assert "A-15" in TEXTS["consent-errors"]
    assert {one for one, _place in named} | {"A-15"} == {
        *map("A-{:02}".format, range(1, 22)),
        *map("L-{:02}".format, range(1, 13)),
    }


def found_ids(text: str) -> list[str]:
    """List the published ids in a text."""
    return PUBLISHED_ID.findall(text)


def test_every_window_that_can_ask_has_its_place() -> None:
    named = re.compile(r"[a-z]\w*(Dialog|Page)|accountWizard|crashNotice|startProblem|accountsWindow")
    names = {text for module in product_modules() for _line, text in module.texts() if named.fullmatch(text)}
    assert set(WINDOW_HELP) == {name for name in names if not name.startswith("help")}


def test_every_page_is_reached_from_the_contents_and_called_the_same_there() -> None:
    listed = [page for chapter in BOOK.chapters() for page in chapter.pages]
    assert {page.name for page in listed} | {CONTENTS} == set(PAGES)
    assert len(listed) == len({page.name for page in listed})
    written = dict(re.findall(r"- \[([^\]]+)\]\(([\w-]+)\.md\)", PAGES[CONTENTS].text))
    assert {name: PAGES[name].title for name in written.values()} == {name: title for title, name in written.items()}


def test_the_index_of_the_repository_is_the_contents() -> None:
    index = (ROOT / "docs" / "help.md").read_text("utf-8")
    lines = [line for line in PAGES[CONTENTS].text.splitlines() if line.startswith(("## ", "- "))]
    ours = [line.replace("](", "](../lmb_desktop/resources/help/") if line.startswith("- ") else line for line in lines]
    assert [line for line in index.splitlines() if line.startswith(("## ", "- "))] == ours
    assert all((ROOT / "docs" / target).is_file() for _mark, _text, target in LINK.findall(index))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_picture_of_a_page_leads_somewhere(name: str) -> None:
    page = PAGES[name]
    pictures = [target for is_picture, target in links(page) if is_picture]
    assert [one for one in pictures if not (FOLDER / one).is_file()] == []
    assert [one for one in pictures if not one.startswith("../pictures/")] == []
    led = [target for is_picture, target in links(page) if not is_picture]
    assert [one for one in led if section(target_of(page, one)) is None] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_no_address_to_load_from_and_holds_no_html(name: str) -> None:
    assert not re.search(r"https?:|//|<[a-z/!]", PAGES[name].text)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_and_headings_of_their_own(name: str) -> None:
    page = PAGES[name]
    assert len(re.findall(r"^# ", page.text, re.MULTILINE)) == 1
    slugs = [each.slug for each in page.sections]
    assert len(slugs) == len(set(slugs))
    assert all(each.text for each in page.sections[1:])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_as_the_program_does(name: str) -> None:
    assert not re.search(r"\b(please|sorry|invalid|oops|simply|forbidden)\b|!(?!\[)", PAGES[name].text, re.IGNORECASE)


@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_a_figure_is_the_codes_own(name: str, figure: str) -> None:
    assert figure in TEXTS[name]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_holds_a_figure_that_nothing_stands_behind(name: str) -> None:
    text = TEXTS[name]
    for page, figure in FIGURES:
        if page == name:
            text = text.replace(figure, "")
    text = LINK.sub(r"\2", text)
    assert re.findall(r"\S*\d\S*", NO_FIGURE.sub("", text)) == []


def test_words_for_numbers_are_the_codes_own_too() -> None:
    assert "once a day" in TEXTS["keeping-alive"]
    assert Preferences().rhythm.every.days == 1
    assert "about one a minute" in TEXTS["limits"]
    assert round(ALLOWANCES["amazon"].refill.total_seconds() / 60) == 1


def test_the_table_of_regions_is_the_programs_own() -> None:
    book = MarketplaceBook.from_records(json.loads(resources.read_text("marketplaces.json")))
    rows = re.findall(r"^\| (.+?) \| (amazon\..+?) \| (.+?) \|$", PAGES["regions"].text, re.MULTILINE)
    ours = [
        (one.name, ", ".join(each.domain for each in one.all_marketplaces), one.seller_central_host)
        for one in book.regions
    ]
    assert rows == ours


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("An access token (A-04)", "an-access-token-a-04"),
        ("The app's own ID or secret was rejected (A-11)", "the-apps-own-id-or-secret-was-rejected-a-11"),
        ("MD5110: the return address holds a # sign", "md5110-the-return-address-holds-a--sign"),
    ],
)
def test_a_heading_is_called_as_repositories_call_it(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_searched_text_has_no_marks() -> None:
    assert (
        plain("**Visit** [the page](a.md#b) ![a picture](c.svg)\n\n| a | b |\n|---|---|\n| `c` | d |")
        == "Visit the page a b c d"
    )
