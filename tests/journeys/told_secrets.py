"""Every secret that goes between the program and the practice services, written down by a listener between them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

FIELDS = (
    "code",
    "spapi_oauth_code",
    "refresh_token",
    "client_secret",
    "code_verifier",
    "MWSAuthToken",
    "Signature",
    "state",
)
ANSWERS = ("access_token", "refresh_token", "id_token")
HEADERS = ("HTTP_AUTHORIZATION", "HTTP_X_AMZ_ACCESS_TOKEN")
LEAST_LENGTH = 8
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class ToldSecrets:
    """Stand before the practice application and note what must be found nowhere."""

    def __init__(self) -> None:
        self.noted: dict[str, str] = {}
        """What each secret is, by the secret."""

    def before(self, application: Application) -> Application:
        """Return the application with this listener before it."""

        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            self._note_request(environ, body)

            def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
                for name, value in headers:
                    if name.lower() == "location":
                        self._note_form(urlsplit(value).query)
                return start_response(status, headers, *more)

            answer = b"".join(application(environ, start))
            self._note_answer(answer)
            return [answer]

        return serve

    def add(self, kind: str, secret: str) -> None:
        """Note a secret."""
        if len(secret) >= LEAST_LENGTH:
            self.noted.setdefault(secret, kind)

    def _note_request(self, environ: dict[str, Any], body: bytes) -> None:
        if not environ["PATH_INFO"].startswith("/control"):
            self._note_form(environ.get("QUERY_STRING", ""))
            self._note_form(body.decode("utf-8", "replace"))
            for header in HEADERS:
                self.add(header, environ.get(header, "").rpartition(" ")[2])

    def _note_form(self, text: str) -> None:
        for name, values in parse_qs(text).items():
            if name in FIELDS:
                for value in values:
                    self.add(name, value)

    def _note_answer(self, answer: bytes) -> None:
        try:
            said = json.loads(answer)
        except ValueError:
            return
        if isinstance(said, dict):
            for name in ANSWERS:
                self.add(name, str(said.get(name, "")))
