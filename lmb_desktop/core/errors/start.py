"""What can go wrong about starting: a second time, and with the computer. Facts only, no sentences."""

from __future__ import annotations

from lmb_desktop.core.errors.family import LmbError


class ProgramSilent(LmbError):
    """The program already runs with this data folder and does not answer. Facts: place."""

    slug, retry = "program-silent", True


class StartAtLoginRefused(LmbError):
    """Whether the program starts with the computer could not be changed. Facts: place, reason."""

    slug = "start-at-login-refused"
