"""Names that look like markup are shown as they are written where Qt and the desktop guess."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt, QTextDocument

from lmb_desktop.widgets.unmarked import JOINER, quoted_plainly, unmarked

MARKED = ["<b>Harbour</b> Tea", "Harbour<br>Tea", "Tea &lt; Coffee", "x <a href='https://a.example'>y</a>", "< b>x"]
PLAIN = ["Smith & Sons", "Fish&Chips", "Tea", "3 > 2", "Ü-Tee & Söhne; Köln"]


@pytest.mark.parametrize("name", MARKED)
def test_a_name_that_looks_like_markup_is_taken_for_plain_text(name: str) -> None:
    assert Qt.mightBeRichText(name)
    told = unmarked(name)
    assert not Qt.mightBeRichText(told)
    assert told.replace(JOINER, "") == name


@pytest.mark.parametrize("name", MARKED)
def test_a_notification_that_is_read_as_markup_shows_the_whole_name(name: str, qapp: object) -> None:
    document = QTextDocument()
    document.setHtml(quoted_plainly(name))
    shown = document.toPlainText().replace(JOINER, "")
    assert shown == name.replace("<", "‹").replace(">", "›")


@pytest.mark.parametrize("name", PLAIN)
def test_any_other_name_is_left_alone(name: str) -> None:
    assert unmarked(name) == name
    assert quoted_plainly(name) == name.replace(">", "›")
