"""Text that is shown where nobody can say that it is plain: tooltips and the desktop's notifications guess."""

from __future__ import annotations

import re

JOINER = "\u2060"
"""A word joiner: nothing is seen of it, and no line ends there (Unicode Standard Annex 14, class WJ)."""
_MARK = re.compile(r"<|&(?=#?\w+;)")


def unmarked(text: str) -> str:
    """Return a text that a tooltip shows as it is written: Qt takes one for rich text where it looks like it."""
    return _MARK.sub(rf"\g<0>{JOINER}", text)


def quoted_plainly(text: str) -> str:
    """Return a text that a notification shows whole, with ‹ in place of <.

    The Desktop Notifications Specification lets a server read markup in a body, and some read all of it as such:
    what looks like a tag would be left out, or become a link.
    """
    return unmarked(text).replace(f"<{JOINER}", "‹").replace(">", "›")
