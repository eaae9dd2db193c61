"""What was answered to the last check of a half, where the details pane speaks of it: technical reply and facts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.health import HalfFacts, State
from lmb_desktop.core.messages import message_key
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.state_words import Half, health_of
from lmb_desktop.widgets.counted import counted

translate = QCoreApplication.translate

_TOLD = frozenset({State.REAUTHORISE, State.UNREACHABLE, State.LOCKED})
"""States in which a half says what came of its last check."""


def stored_facts(view: AccountView, half: Half) -> HalfFacts:
    """Return what is stored about a half."""
    if half is Half.AMAZON:
        return view.account.seller_facts
    return view.link.facts if view.link is not None else HalfFacts()


def told_details(view: AccountView, half: Half) -> str:
    """Return the masked technical reply behind what is said about a half, or nothing."""
    return stored_facts(view, half).reply.details if health_of(view, half).state in _TOLD else ""


def refusal_key(view: AccountView, half: Half, reason: str) -> str:
    """Return the catalogue key of a refusal: as exact as the kept facts make it, or the reason itself."""
    error = stored_facts(view, half).reply.error()
    return message_key(error) if error is not None and error.slug == reason else reason


def trouble_words(view: AccountView, half: Half) -> str:
    """Return in a few words why a half could not be asked, with the facts that were kept; nothing without them."""
    error = stored_facts(view, half).reply.error()
    if error is None or error.slug != health_of(view, half).reason:
        return ""
    key = message_key(error)
    if key == "clock-wrong-days":
        return counted("DetailsPane", "this computer’s clock is %n day(s) wrong", int(error.facts["days"]))
    if key == "clock-wrong" and "minutes" in error.facts:
        return counted("DetailsPane", "this computer’s clock is %n minute(s) wrong", int(error.facts["minutes"]))
    return _words(key, error)


def _words(key: str, error: LmbError) -> str:
    words = {
        "offline": ("{reason}", "reason"),
        "timed-out": ("{reason}", "reason"),
        "service-trouble": (
            translate("DetailsPane", "it has a problem of its own: it answered with {status}"),
            "status",
        ),
        "portal-likely": (translate("DetailsPane", "something else answered in its place"), ""),
        "proxy-password": (translate("DetailsPane", "the proxy {proxy} asks for a password"), "proxy"),
        "proxy-silent": (translate("DetailsPane", "the proxy {proxy} does not answer"), "proxy"),
        "certificate-untrusted": (translate("DetailsPane", "the certificate of {host} cannot be trusted"), "host"),
        "certificate-name": (translate("DetailsPane", "{host} showed a certificate of somebody else"), "host"),
        "certificate-expired": (translate("DetailsPane", "the certificate of {host} is out of date"), "host"),
        "certificate-dates": (
            translate("DetailsPane", "the certificate of {host} is out of date, or the clock is wrong"),
            "host",
        ),
        "answer-unusable": (translate("DetailsPane", "its answer could not be read: {problem}"), "problem"),
    }
    text, needed = words.get(key, ("", ""))
    if needed and not error.fact(needed):
        return ""
    return text.format_map(error.facts)
