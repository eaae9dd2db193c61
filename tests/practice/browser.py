"""A very small browser for the practice pages: follows links on the server, fills forms, stops at outside addresses."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import requests

_FIELDS = {"input", "select", "button", "option"}


class _Page(HTMLParser):
    """Collect forms, texts by id and links by id."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []
        self.texts: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.all_text = ""
        self._select: dict | None = None
        self._open_ids: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if "id" in facts:
            self.texts.setdefault(facts["id"], "")
            self._open_ids.append((tag, facts["id"]))
        if tag == "a" and "id" in facts:
            self.links[facts["id"]] = facts["href"]
        if tag == "form":
            self.forms.append({"action": facts.get("action", ""), "fields": []})
        if tag == "select":
            self._select = {**facts, "tag": "select", "options": []}
            self.forms[-1]["fields"].append(self._select)
        if tag == "option" and self._select is not None:
            self._select["options"].append(facts["value"])
        if tag in ("input", "button"):
            self.forms[-1]["fields"].append({**facts, "tag": tag})

    def handle_endtag(self, tag: str) -> None:
        if self._open_ids and self._open_ids[-1][0] == tag:
            self._open_ids.pop()

    def handle_data(self, data: str) -> None:
        self.all_text += data
        for _tag, name in self._open_ids:
            self.texts[name] += data.strip()


class Browser:
    """Walk the practice pages by the ids of their elements."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.url = base_url
        self.status = 0
        self.headers: dict[str, str] = {}
        self.outside = ""
        self.html = ""
        self._session = requests.Session()
        self._page = _Page()

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def open(self, address: str) -> "Browser":
        """Open an address, as typed or clicked."""
        self._go("GET", urljoin(self.url, address), {})
        return self

    def click(self, element_id: str, **typed: str) -> "Browser":
        """Press a button or link; typed fills fields of its form by id, None leaves a box unticked."""
        if element_id in self._page.links:
            return self.open(self._page.links[element_id])
        form = next(f for f in self._page.forms if any(field.get("id") == element_id for field in f["fields"]))
        self._go("POST", urljoin(self.url, form["action"]), _filled(form["fields"], element_id, typed))
        return self

    def has(self, element_id: str) -> bool:
        """Tell whether the page shows an element."""
        return element_id in self._page.texts

    def text(self, element_id: str) -> str:
        """Return the text of an element."""
        return self._page.texts[element_id]

    def options(self, element_id: str) -> list[str]:
        """Return the values of a drop-down."""
        fields = [field for form in self._page.forms for field in form["fields"]]
        return next(field["options"] for field in fields if field.get("id") == element_id)

    def value(self, element_id: str) -> str:
        """Return what stands in a field."""
        fields = [field for form in self._page.forms for field in form["fields"]]
        return next(field.get("value", "") for field in fields if field.get("id") == element_id)

    @property
    def page_text(self) -> str:
        """Return all text of the page."""
        return self._page.all_text

    @property
    def answer(self) -> dict[str, str]:
        """Return the query of the outside address that ended the walk."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.outside).query).items()}

    def _go(self, method: str, address: str, fields: dict[str, str]) -> None:
        self.outside = ""
        for _step in range(10):
            if urlsplit(address).netloc != urlsplit(self.base_url).netloc:
                self.outside = address
                return
            reply = self._session.request(method, address, data=fields or None, allow_redirects=False, timeout=10)
            if "Location" not in reply.headers:
                break
            address, method, fields = urljoin(address, reply.headers["Location"]), "GET", {}
        self.url, self.status, self.headers = address, reply.status_code, dict(reply.headers)
        self.html = reply.text
        self._page = _Page()
        self._page.feed(reply.text)


def _filled(fields: list[dict], pressed: str, typed: dict[str, str]) -> dict[str, str]:
    wanted = {name.replace("_", "-"): value for name, value in typed.items()}
    sent: dict[str, str] = {}
    for field in fields:
        name, element_id = field.get("name", ""), field.get("id", "")
        if field["tag"] == "button":
            if element_id == pressed and name:
                sent[name] = field.get("value", "")
        elif field["tag"] == "select":
            sent[name] = wanted.get(element_id, field["options"][0])
        elif field.get("type") == "checkbox":
            if element_id in wanted:
                sent[name] = field["value"]
        elif name:
            sent[name] = wanted.get(element_id, field.get("value", ""))
    return sent
