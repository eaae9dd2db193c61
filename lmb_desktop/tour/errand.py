"""A browser of the person's own, as far as the errand to Practice Seller Central needs one: plain HTTP and forms."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

PATIENCE_S = 20


@dataclass
class Form:
    """One form of a page: where it goes and what it carries."""

    action: str
    method: str = "get"
    values: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Buttons by id: the name and value they add."""


class Page(HTMLParser):
    """A page as a person sees it: its forms, links, and the texts of elements with an id."""

    def __init__(self, url: str, text: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self._open_ids: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms, their fields, links, and elements whose text may be copied."""
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(values.get("action", ""), values.get("method", "get").lower()))
        elif tag in ("input", "button") and self.forms:
            self._note_field(tag, values)
        elif tag == "a":
            self.links[values.get("id", values.get("href", ""))] = values.get("href", "")
        if "id" in values and tag not in ("input", "meta", "link"):
            self._open_ids.append((tag, values["id"]))
            self.texts[values["id"]] = ""
        elif "id" in values and tag == "input":
            self.texts[values["id"]] = values.get("value", "")

    def handle_data(self, data: str) -> None:
        """Collect the text of the innermost element with an id."""
        if self._open_ids:
            self.texts[self._open_ids[-1][1]] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        """Leave an element with an id."""
        if self._open_ids and self._open_ids[-1][0] == tag:
            self._open_ids.pop()

    def _note_field(self, tag: str, values: dict[str, str]) -> None:
        form = self.forms[-1]
        kind = values.get("type", "submit" if tag == "button" else "text")
        if kind == "submit":
            form.buttons[values.get("id", "")] = (values.get("name", ""), values.get("value", ""))
        elif kind == "checkbox":
            form.values[values.get("name", "")] = values.get("value", "on")
        elif values.get("name"):
            form.values[values["name"]] = values.get("value", "")


class Browser:
    """A browser of the person's own, as far as the errand needs one; keeps cookies, follows forms."""

    def __init__(self) -> None:
        # No proxy: the practice services are on this computer.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def open(self, url: str, form: dict[str, str] | None = None) -> Page:
        """Return a page; raises OSError when it cannot be had."""
        body = None if form is None else urlencode(form).encode()
        with self._opener.open(url, body, timeout=PATIENCE_S) as reply:
            return Page(reply.url, reply.read().decode())

    def submit(self, page: Page, button: str, **values: str) -> Page:
        """Press a button by its id, with these values in the form's fields; raises LookupError when it is not there."""
        form = next((form for form in page.forms if button in form.buttons), None)
        if form is None:
            raise LookupError(f"no button {button} on {page.url}")
        name, value = form.buttons[button]
        filled = form.values | values | ({name: value} if name else {})
        target = urljoin(page.url, form.action)
        if form.method == "post":
            return self.open(target, filled)
        return self.open(f"{target}?{urlencode(filled)}")
