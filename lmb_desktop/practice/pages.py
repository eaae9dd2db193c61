"""Rendering of the practice pages, and who is signed in to them. The pages are plain on purpose."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, redirect, render_template, request, session

PRACTICE_LINE = (
    "This page is made by LMB Desktop for practising. In real use the provider's own sign-in page stands here."
)


def add_pages(app: Flask) -> None:
    """Give the application its templates, its one style sheet and its security headers."""
    css = (Path(__file__).parent / "templates" / "practice.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"

    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"css": css, "practice_line": PRACTICE_LINE})
    app.after_request(add_headers)


def page(template: str, *, status: int = 200, **facts: object) -> Response:
    """Render one page."""
    return make_response(render_template(template, **facts), status)


def go_to(address: str) -> Response:
    """Send the browser on with 302; the address may be the program's own return address."""
    return make_response(redirect(address, 302))


def signed_in(realm: str) -> str | None:
    """Return the key of the person signed in to seller-central, xero or intuit, or None."""
    key = session.get(realm)
    return key if isinstance(key, str) else None


def sign_in(realm: str, key: str) -> None:
    """Remember who signed in, until the browser forgets its cookies."""
    session[realm] = key


def sign_out(realm: str) -> None:
    """Forget who is signed in."""
    session.pop(realm, None)


def this_address() -> str:
    """Return path and query of this request, to come back to after signing in."""
    return request.full_path.rstrip("?")


def own_address(wanted: str, otherwise: str) -> str:
    """Return the wanted address when it is a path on this server, so that no form can lead elsewhere."""
    split = urlsplit(wanted)
    is_own = wanted.startswith("/") and not wanted.startswith("//") and not split.netloc and "\\" not in wanted
    return wanted if is_own else otherwise
