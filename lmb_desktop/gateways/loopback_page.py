"""What the browser is shown by the return address: constant pages, never a word of what it sent."""

from __future__ import annotations

THANKS = "You can close this page and go back to LMB Desktop."
NOT_OURS = "This page does not belong to an open sign-in. Go back to LMB Desktop."
_HEADERS = (
    "Content-Type: text/html; charset=utf-8",
    "Cache-Control: no-store",
    "Referrer-Policy: no-referrer",
    "Content-Security-Policy: default-src 'none'",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
)
_WORDS = {200: "OK", 303: "See Other", 400: "Bad Request", 404: "Not Found"}


def page(status: int, text: str, *, location: str = "") -> bytes:
    """Return a whole HTTP answer with a constant text; `location` is one of our own paths."""
    title = "LMB Desktop"
    body = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{text}</p></body></html>"
    ).encode()
    lines = [f"HTTP/1.1 {status} {_WORDS[status]}", *_HEADERS, f"Content-Length: {len(body)}"]
    if location:
        lines.append(f"Location: {location}")
    return "\r\n".join((*lines, "", "")).encode("ascii") + body
