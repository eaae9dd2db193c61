"""What a person does on a provider's page in the program's web view: mouse and keys on elements found by their id."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.journeys import screen

OWN_WORLD = 1
"""JavaScript runs apart from the page's own, which sees nothing of it."""
AGAIN_S = 2.0
"""After this time a click that had no effect is made once more: a page may be there before it takes input."""
LOST_S = 1.0
"""After this time a key that had no effect counts as lost."""
PLACE = """
(() => {
  const element = document.getElementById(%s);
  if (!element || document.readyState !== 'complete') return '';
  if (window.framesSeen === undefined) {
    window.framesSeen = 0;
    const count = () => { window.framesSeen += 1; if (window.framesSeen < 3) requestAnimationFrame(count); };
    requestAnimationFrame(count);
  }
  if (window.framesSeen < 3) return '';
  element.scrollIntoView({block: 'center'});
  const box = element.getBoundingClientRect();
  return JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]);
})()
"""


def view() -> Any:
    """Return the web view that is shown, or None."""
    return screen.find("ledgerWebView") or screen.find("authoriseHereView")


def is_at(path: str) -> bool:
    """Tell whether a page with this in its path is shown and loaded."""
    shown = view()
    return shown is not None and path in shown.url().path() and not shown.page().isLoading()


def sign_in(person: str) -> None:
    """Choose one of the practice people on the sign-in page."""
    screen.wait(lambda: is_at("/sign-in"), "the sign-in page")
    click_through(f"person-{person}")
    screen.wait(lambda: not is_at("/sign-in"), "the page after the sign-in")


def allow(entry: int = 0) -> None:
    """Choose an entry of the consent page's list, counted from 0 (-1 is the last), and allow access."""
    screen.wait(lambda: is_at("/connect/"), "the consent page")
    if entry:
        click("allow", beside=True)
        choose("organisation" if "xero" in view().url().path() else "company", entry)
    click_through("allow")


def authorise(entry: int = 0) -> None:
    """Tick the box of Amazon's consent page and confirm, for an entry of its list of accounts, counted from 0."""
    screen.wait(lambda: is_at("/authorize/consent"), "Amazon's consent page")
    if entry:
        click("allow", beside=True)
        choose("account", entry)
    click("agree-1")
    click_through("allow")


def deny() -> None:
    """Press Cancel on the consent page."""
    screen.wait(lambda: is_at("/connect/"), "the consent page")
    click_through("cancel")


def click_through(element: str) -> None:
    """Click an element that leads to another page."""
    before = view().url()

    def is_left() -> bool:
        shown = view()
        return shown is None or shown.url() != before or shown.page().isLoading()

    clicked_at = 0.0
    end = time.monotonic() + screen.PATIENCE_S
    while not is_left():
        assert time.monotonic() < end, f"{element} leads nowhere"
        if time.monotonic() - clicked_at > AGAIN_S:
            click(element)
            clicked_at = time.monotonic()
        QTest.qWait(screen.LOOK_MS)


def click(element: str, *, beside: bool = False) -> None:
    """Click an element in its middle, or on the empty ground left of it."""
    x, y = _place(element)
    target = _input()
    screen.click_widget(target, QPoint(4 if beside else round(x), round(y)))


def wait_for(element: str) -> None:
    """Wait until an element can be seen."""
    _place(element)


def type_keys(*keys: Qt.Key | str) -> None:
    """Send keys and texts to the page."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(_input(), key)
        else:
            QTest.keyClick(_input(), key)


def choose(element: str, entry: int) -> None:
    """Go to a list and to one of its entries with the keys; entries count from 0, and -1 is the last."""
    _focus(element)
    listed = f"document.getElementById({json.dumps(element)})"
    wanted = entry if entry >= 0 else int(_run(f"{listed}.options.length")) + entry

    def chosen() -> int:
        return int(_run(f"{listed}.selectedIndex"))

    end = time.monotonic() + screen.PATIENCE_S
    while (before := chosen()) < wanted:
        assert time.monotonic() < end, f"the list {element} does not move"
        QTest.keyClick(_input(), Qt.Key.Key_Down)
        _wait_a_moment(lambda before=before: chosen() != before)


def _focus(element: str) -> None:
    """Go with the Tab key until an element has the focus; a Tab that got lost is pressed again."""
    end = time.monotonic() + screen.PATIENCE_S
    while (before := _focused()) != element:
        assert time.monotonic() < end, f"the Tab key does not reach {element}"
        QTest.keyClick(_input(), Qt.Key.Key_Tab)
        _wait_a_moment(lambda before=before: _focused() != before)


def _wait_a_moment(condition: Callable[[], bool]) -> None:
    """Wait for the effect of a key; one that comes to nothing was lost, and may be pressed again."""
    end = time.monotonic() + LOST_S
    while not condition() and time.monotonic() < end:
        QTest.qWait(screen.LOOK_MS)


def _focused() -> str:
    return str(_run("document.activeElement ? document.activeElement.id || document.activeElement.tagName : ''"))


def _place(element: str) -> tuple[float, float]:
    places: list[Any] = []

    def is_known() -> bool:
        if view() is None:
            return False
        place = _run(PLACE % json.dumps(element))
        if place:
            places.append(json.loads(place))
        return bool(place)

    screen.wait(is_known, f"{element} on the provider's page")
    return places[-1][0], places[-1][1]


def _run(script: str) -> Any:
    answers: list[Any] = []
    view().page().runJavaScript(script, OWN_WORLD, answers.append)
    screen.wait(lambda: answers, "an answer of the page")
    return answers[0]


def _input() -> QWidget:
    shown = view()
    return shown.focusProxy() or shown
