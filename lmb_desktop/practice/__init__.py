"""The practice services: Amazon, Xero and Intuit on this computer; they know nothing of Qt or of the client code."""

from __future__ import annotations

from lmb_desktop.practice.command import main
from lmb_desktop.practice.server import PracticeServer

__all__ = ["PracticeServer", "main"]
