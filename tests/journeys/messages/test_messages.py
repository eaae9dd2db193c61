"""Every message from a real reply or a real fault: its text, facts, button and technical reply (issue 4, Must show)."""

from __future__ import annotations

import re

import pytest

from lmb_desktop.core.catalogue import CATALOGUE
from tests.journeys import screen
from tests.journeys.leaks import leaks, texts
from tests.journeys.messages.album import album
from tests.journeys.messages.case import Case
from tests.journeys.messages.reading import Reading, copied_details, details_link, is_whole
from tests.journeys.messages.stage import Stage
from tests.journeys.messages.table import TABLE

WANTED = {f"A-{number:02}" for number in range(1, 22)} | {f"L-{number:02}" for number in range(1, 13)}
PUBLISHED = re.compile(r"[AL]-\d\d")
UNFILLED = re.compile(r"…|[{}]")


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)
def test_a_message_comes_from_its_real_trigger(case: Case, stage: Stage):
    case.provoke(stage)
    screen.wait(case.place.has_come, f"the message {case.id}")
    screen.settle()
    shown = case.place.read()
    album.take(case, shown)
    check_words(case, stage, shown)
    check_details(case, stage, shown)
    assert shown.button == case.button
    assert (case.press is None) == (not case.button), "a button is pressed, and what is pressed is a button"
    if case.press is not None:
        case.press(stage)


def check_words(case: Case, stage: Stage, shown: Reading) -> None:
    """Compare what is read, and that it can be read: nothing is cut off, and every fact is filled in."""
    assert (shown.title, shown.text) == (case.title.format_map(stage.facts), case.text.format_map(stage.facts))
    assert shown.kind == case.kind
    assert shown.message_id in ("", case.id)
    assert not UNFILLED.search(f"{shown.title} {shown.text}".replace("Atzr|…", ""))
    window = screen.windows()[-1]
    for words in filter(None, (shown.title, shown.text)):
        assert is_whole(window, words), f"“{words}” cannot be read as a whole"


def check_details(case: Case, stage: Stage, shown: Reading) -> None:
    """Look for what the service said, and for secrets, in the technical reply and in everything else."""
    assert bool(shown.details) == bool(case.details), f"details: {shown.details!r}"
    for words in case.details:
        assert words.format_map(stage.facts) in shown.details
    assert leaks(stage.told.noted, texts(message=repr(shown))) == []
    if case.details:
        assert copied_details(details_link(case.place)) == shown.details


def test_every_message_has_a_row():
    assert {case.id for case in TABLE} >= WANTED


def test_every_text_of_the_catalogue_with_a_published_id_has_a_row():
    published = {key for key, entry in CATALOGUE.items() if PUBLISHED.fullmatch(entry.id or key)}
    shown = {case.key or case.id for case in TABLE}
    assert published - shown == set()


def test_no_two_rows_have_the_same_name():
    names = [case.name for case in TABLE]
    assert sorted(set(names)) == sorted(names)
