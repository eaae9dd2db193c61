"""Messages about the way to a service, for all services. Texts only, no code."""

from __future__ import annotations

from lmb_desktop.core.catalogue.template import Template

WAY_MESSAGES = {
    "offline": Template(
        "{service} could not be reached",
        "{service} could not be reached from this computer ({reason}). Your details are kept; try again "
        "when you are online.",
        "Try again",
        id="A-20",
    ),
    "clock-wrong": Template(
        "This computer's clock is {minutes} minutes wrong",
        "That makes sign-ins fail. Correct the clock and try again.",
        "Try again",
        id="A-21",
    ),
    "service-trouble": Template(
        "{service} has a problem of its own",
        "It answered with {status}. Your details are kept; try again in a few minutes.",
        "Try again",
    ),
    "answer-unusable": Template(
        "{service} answered something unexpected",
        "LMB Desktop could not read the answer ({problem}). Nothing was saved; try again.",
        "Try again",
    ),
    "settings": Template("The service settings cannot be used", "{place}: {problem}."),
    "error": Template("Something went wrong", "Nothing was changed.", "Try again"),
    "sign-in": Template("The sign-in did not work", "Nothing was connected.", "Start again"),
}
