"""Messages about starting: a second time, and with the computer. Texts only, no code."""

from __future__ import annotations

from lmb_desktop.core.catalogue.template import Template

START_MESSAGES = {
    "program-silent": Template(
        "LMB Desktop is already running and does not answer",
        "It has the data folder {place} open. End it, then start it again.",
    ),
    "start-at-login-refused": Template(
        "Starting with the computer could not be changed",
        "It is kept at {place} ({reason}). Everything else works as before.",
        "Try again",
    ),
}
