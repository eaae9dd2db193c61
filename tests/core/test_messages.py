"""Messages: every error has one, no place in it stays unfilled, and ids and titles are the published ones."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from lmb_desktop import core
from lmb_desktop.core import errors
from lmb_desktop.core.catalogue import CATALOGUE
from lmb_desktop.core.messages import message, message_for, message_key

PRODUCT = Path(core.__file__).parents[1]
# Places that the page or window fills in, since only it knows: region names, dates of the account, the account itself.
FILLED_BY_WINDOWS = {
    "duplicate-account": {"region_name"},
    "rate-limited": {"time"},
    "grant-ended-amazon": {"date"},
    "grant-idle": {"date", "days"},
    "choose-organisation": {"n", "account"},
    "demo-company": {"name"},
}
BY_FIELD = {"A-01": {"country"}, "name-too-long": {"limit"}}


def family(root: type[errors.LmbError] = errors.LmbError) -> Iterator[type[errors.LmbError]]:
    """Walk the error family."""
    yield root
    for kind in root.__subclasses__():
        yield from family(kind)


def places(key: str) -> set[str]:
    """List the places for facts in a message."""
    template = CATALOGUE[key]
    texts = (template.title, template.text, template.action)
    return {name for text in texts for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def raised() -> list[tuple[str, str, set[str]]]:
    """List where the product makes an error, its class, and the facts it gives by name."""
    kinds = {kind.__name__ for kind in family()}
    found = []
    for path in sorted(PRODUCT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
                facts = {each.arg or "**" for each in node.keywords}
                found.append((f"{path.name}:{node.lineno}", node.func.id, facts))
    return found


@pytest.mark.parametrize(
    "kind", [kind for kind in family() if kind is not errors.InputError], ids=lambda kind: kind.slug
)
def test_every_error_has_a_message(kind):
    said = message_for(kind())
    assert said.title
    assert said.kind in {"bad", "attention", "info"}


def test_slugs_tell_every_error_apart():
    slugs = [kind.slug for kind in family()]
    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize(("place", "kind", "facts"), raised())
def test_whoever_raises_an_error_gives_the_facts_of_its_message(place, kind, facts):
    error = getattr(errors, kind)
    if error in (errors.InputError, errors.LmbError) or "**" in facts:
        return
    keys = {"GrantEnded": ["grant-ended-amazon", "grant-ended-ledger", "grant-idle"]}.get(kind, [error.slug])
    for key in keys:
        missing = places(key) - facts - FILLED_BY_WINDOWS.get(key, set())
        assert not missing, f"{place}: {kind} lacks {missing} for {key}"


def test_faults_of_fields_have_their_places_filled():
    for key in CATALOGUE:
        if key in BY_FIELD:
            assert places(key) == BY_FIELD[key]


def test_a_fact_nobody_gave_shows_as_an_ellipsis():
    assert message_for(errors.Offline()).title == "… could not be reached from this computer (…)"


def test_facts_are_filled_in_and_never_read_as_places():
    said = message_for(errors.Offline(service="{reason.__class__}", reason="none"))
    assert said.title == "{reason.__class__} could not be reached from this computer (none)"


def test_the_masked_reply_stays_apart():
    said = message_for(errors.ServiceTrouble(service="Xero", status=503, details="status 503"))
    assert (said.details, "status 503" in said.text) == ("status 503", False)


def test_texts_can_be_translated_before_they_are_filled():
    said = message(
        "offline", {"service": "Xero", "reason": "r"}, lambda text: text.replace("could not be", "wurde nicht")
    )
    assert said.title == "Xero wurde nicht reached from this computer (r)"


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (errors.InputError(field="token", fault="A-04"), "A-04"),
        (errors.GrantEnded(service="Amazon", reason="withdrawn"), "grant-ended-amazon"),
        (errors.GrantEnded(service="Amazon", reason="idle-too-long"), "grant-ended-amazon"),
        (errors.GrantEnded(service="Xero", reason="idle-too-long"), "grant-idle"),
        (errors.GrantEnded(service="Xero", reason="withdrawn"), "grant-ended-ledger"),
        (errors.GrantEnded(service="QuickBooks", reason="expired"), "grant-expired-ledger"),
        (errors.AppRefused(service="Amazon"), "app-refused"),
        (errors.AppRefused(service="Amazon", method="mws"), "app-refused-mws"),
        (errors.AppRefused(service="QuickBooks"), "app-refused-ledger"),
        (errors.AppMissing(service="MWS"), "app-missing-mws"),
        (errors.AppMissing(service="Xero"), "app-missing"),
        (errors.SecretStoreLocked(), "keyring-locked"),
        (errors.ClockWrong(minutes=20), "clock-wrong"),
        (errors.ClockWrong(minutes=9000, days=6), "clock-wrong-days"),
        (errors.PortalInTheWay(sign="status 511"), "portal"),
        (errors.PortalInTheWay(sign="page"), "portal-likely"),
        (errors.CertificateUntrusted(host="h"), "certificate-untrusted"),
        (errors.CertificateUntrusted(host="h", moment="after-sign-in"), "certificate-untrusted-after-sign-in"),
        (errors.CertificateOutOfDate(host="h"), "certificate-dates"),
        (errors.CertificateOutOfDate(host="h", clock="right"), "certificate-expired"),
        (errors.RoleMissing(service="Amazon", method="mws"), "role-missing-mws"),
    ],
)
def test_the_key_follows_from_the_error(error, key):
    assert message_key(error) == key


PUBLISHED = {
    "A-01": ("A-01", "That is the ID of the {country} marketplace, not your Seller ID."),
    "A-02": ("A-02", "A Seller ID has only capital letters and digits and starts with A."),
    "A-03": ("A-03", "This is an MWS token."),
    "A-04": ("A-04", "This is an access token; it stops working after an hour."),
    "A-05": ("A-05", "This is the app's solution ID."),
    "A-06": ("A-06", "The token looks cut off."),
    "A-07": ("wrong-region", "This seller account is registered in {found}, not {chosen}"),
    "A-08": ("credentials-refused", "{service} does not recognise this token for this app"),
    "A-09": ("grant-ended-amazon", "Amazon has ended this authorisation"),
    "A-10": ("duplicate-account", "This seller account is connected already"),
    "A-11": ("app-refused", "{service} rejected the app's own ID or secret, not the seller's token"),
    "A-12": ("role-missing", "Amazon accepted the sign-in but did not show this seller's marketplaces"),
    "A-13": ("code-expired", "The code has expired"),
    "A-17": ("not-professional", "Amazon offers this kind of access only to Professional selling accounts"),
    "A-18": ("rate-limited", "{service} asked LMB Desktop to slow down"),
    "A-19": ("authorisation-limit", "This app has reached Amazon's limit of {limit} authorisations"),
    "A-20": ("offline", "{service} could not be reached from this computer ({reason})"),
    "A-21": ("clock-wrong", "This computer's clock is {minutes} minutes wrong"),
    "L-01": ("consent-denied", "Access was not allowed, so nothing was connected"),
    "L-02": ("grant-idle", "Sign in to {service} again"),
    "L-03": ("grant-ended-ledger", "Sign in to {service} again"),
    "L-04": ("choose-organisation", "Choose the organisation"),
    "L-05": ("wrong-account", "You picked {got}; this connection belongs to {expected}"),
    "L-06": ("no-organisation", "No organisation came back from {service}"),
    "L-07": ("demo-company", "“{name}” is a demo company"),
    "L-08": ("no-rights", "Your {service} login cannot connect apps to {organisation}"),
    "L-09": ("connection-limit", "The app has reached the number of organisations {service} allows"),
    "L-10": ("scope-refused", "{service} does not grant an old permission"),
    "L-11": ("subscription-ended", "The QuickBooks subscription of {organisation} has ended"),
    "L-12": ("listener-blocked", "The browser could not hand the result back"),
}


@pytest.mark.parametrize("published", PUBLISHED)
def test_ids_and_titles_are_the_published_ones(published):
    key, title = PUBLISHED[published]
    said = message(key, {})
    assert (said.id, CATALOGUE[key].title) == (published, title)


KEYRING = {
    "keyring-missing": ("No keyring was found on this computer", "Until I quit"),
    "keyring-locked": ("The keyring is locked", "Try again"),
    "keyring-refused": ("The keyring did not keep the entry", "Try again"),
    "secret-too-long": ("The keyring cannot hold this token", ""),
    "secret-lost": ("The sign-in is no longer in the keyring", ""),
    "store-too-new": ("The account list is from a newer LMB Desktop", ""),
    "store-damaged": ("The account list cannot be read", ""),
    "disk-full": ("There is no space left on the disk", "Try again"),
}


@pytest.mark.parametrize("key", KEYRING)
def test_titles_and_buttons_of_the_stores_are_the_published_ones(key):
    assert (CATALOGUE[key].title, CATALOGUE[key].action) == KEYRING[key]


def test_three_causes_stand_in_the_message_about_roles():
    causes = CATALOGUE["role-missing"].text.partition("Most likely one of these: ")[2].partition(".")[0]
    assert len(causes.split(";")) == 3


def test_no_text_says_again_what_its_title_says():
    said = {key: (template.title.split(" (")[0], template.text) for key, template in CATALOGUE.items()}
    assert [key for key, (title, text) in said.items() if text and title.rstrip(".") in text] == []


SENTENCES = {
    "offline": "Amazon could not be reached from this computer (no route). Your details are kept; try again when you "
    "are online.",
    "demo-company": "“Tea” is a demo company. Its data is wiped regularly. Continue only for testing?",
}


@pytest.mark.parametrize("key", SENTENCES)
def test_title_and_text_together_are_the_published_sentence(key):
    facts = {"service": "Amazon", "reason": "no route", "name": "Tea"}
    assert message(key, facts).sentence == SENTENCES[key]


def test_no_message_types_a_number_that_belongs_to_the_facts():
    numbers = {key: re.findall(r"\b\d+\b", f"{template.title} {template.text}") for key, template in CATALOGUE.items()}
    # Years of Amazon's history, and the published term after which a secret must be changed.
    allowed = {"A-03": ["2024"], "mws-closed": ["2024"], "app-refused": ["180"]}
    assert {key: found for key, found in numbers.items() if found} == allowed


def test_no_error_of_the_family_carries_a_reply_in_its_text():
    error = errors.CredentialsRefused(service="Amazon", details="the reply")
    assert "the reply" not in f"{error} {error!r}"
