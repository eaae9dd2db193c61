"""Signing in to a practice ledger: the same plain page for Xero and for Intuit.

It shows the people of people.json, and one of the crowd when the query names that person.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from lmb_desktop.practice.pages import go_to, own_address, page, sign_in, sign_out, signed_in, this_address
from lmb_desktop.practice.people import LedgerUser


class LedgerSignIn:
    """The sign-in pages of one ledger; service is its blueprint's name."""

    def __init__(self, service: str, provider: str, people: tuple[LedgerUser, ...]) -> None:
        self._service = service
        self._provider = provider
        self._people = people
        self._by_key = {one.key: one for one in people}

    def add_to(self, blueprint: Blueprint) -> None:
        """Add signing in and out."""
        blueprint.add_url_rule("/sign-in", "sign_in", self._show, methods=["GET", "POST"])
        blueprint.add_url_rule("/sign-out", "sign_out", self._leave)

    def user(self) -> LedgerUser | None:
        """Return who is signed in, or None."""
        return self._by_key.get(signed_in(self._service) or "")

    def ask(self) -> Response:
        """Send the browser to the sign-in page, and back here after it."""
        return go_to(f"{url_for(f'{self._service}.sign_in')}?{urlencode({'return': this_address()})}")

    def _show(self) -> Response:
        back = own_address(request.values.get("return", ""), "")
        problem = ""
        email = request.form.get("email", "").strip().lower()
        if request.method == "POST":
            person = request.form.get("person", "")
            found = [one for one in self._people if one.key == person or (not person and one.email == email)]
            if found and (person or request.form.get("password")):
                sign_in(self._service, found[0].key)
                return go_to(back) if back else page("ledger_signed_in.html", provider=self._provider)
            problem = "Enter a password; any will do." if found else "There is no practice login with this e-mail."
        return page(
            "ledger_sign_in.html",
            provider=self._provider,
            back=back,
            problem=problem,
            email=email,
            people=[one for one in self._people if one.is_shown or one.key == request.args.get("person")],
        )

    def _leave(self) -> Response:
        sign_out(self._service)
        back = own_address(request.args.get("return", ""), "")
        return go_to(f"{url_for(f'{self._service}.sign_in')}?{urlencode({'return': back})}")
