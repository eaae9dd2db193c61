"""The type scale and the label that follows it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import TextLabel, font_for


@pytest.mark.parametrize(
    ("role", "factor", "weight"),
    [
        ("title", 1.5, 600),
        ("pane-title", 1.25, 600),
        ("section", 1.12, 600),
        ("strong", 1.0, 600),
        ("label", 1.0, 500),
        ("body", 1.0, 400),
        ("small", 0.95, 400),
        ("fixed", 0.95, 400),
    ],
)
def test_a_role_is_a_factor_and_a_weight(app: QApplication, role: str, factor: float, weight: int) -> None:
    base = QFont(app.font())
    base.setPointSizeF(20)
    font = font_for(role, base)
    assert font.pointSizeF() == pytest.approx(20 * factor, abs=0.1)
    assert font.weight() == weight


def test_nothing_is_smaller_than_small(app: QApplication) -> None:
    base = app.font()
    roles = ("title", "pane-title", "section", "strong", "label", "header", "body", "small", "fixed")
    least = font_for("small", base).pointSizeF()
    assert min(font_for(role, base).pointSizeF() for role in roles) == least


def test_a_font_in_pixels_is_scaled_too(app: QApplication) -> None:
    base = QFont(app.font())
    base.setPixelSize(20)
    assert font_for("title", base).pixelSize() == 30


def test_a_label_follows_the_applications_font(app: QApplication, qtbot: QtBot) -> None:
    label = TextLabel("Region", "title")
    qtbot.addWidget(label)
    font = QFont(app.font())
    font.setPointSizeF(20)
    app.setFont(font)
    assert label.font().pointSizeF() == pytest.approx(30)


def test_a_label_never_reads_markup(app: QApplication, qtbot: QtBot) -> None:
    label = TextLabel("<b>Store</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_muted_text_uses_the_palettes_own_role(app: QApplication, qtbot: QtBot) -> None:
    label = TextLabel("hint", muted=True)
    qtbot.addWidget(label)
    assert label.foregroundRole() == QPalette.ColorRole.PlaceholderText


def test_wrapped_text_in_a_narrow_column_is_not_cut(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    label = TextLabel("Sign in as the account's primary user and create an authorisation. " * 3, wrap=True)
    column.addWidget(label)
    window.setFixedWidth(200)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.minimumSizeHint().height() == label.heightForWidth(label.width())


def test_a_tone_follows_the_palette_while_it_is_shown(
    app: QApplication, qtbot: QtBot, dress: Callable[[str], None], painted: Callable[[QWidget], set[str]]
) -> None:
    label = TextLabel("████", tone="urgent_ink")
    qtbot.addWidget(label)
    label.show()
    assert current_tokens().urgent_ink.name() in painted(label)
    dress("pictures, dark")
    assert current_tokens().urgent_ink.name() in painted(label)


@pytest.mark.parametrize("text", ["Smith & Sons", "Fern &Slate", "R&D && more &"])
def test_a_name_is_written_as_it_is_in_the_colour_of_a_state_too(qtbot: QtBot, text: str) -> None:
    toned, plain = TextLabel(text, tone="urgent_ink"), TextLabel(text)
    palette = plain.palette()
    palette.setColor(QPalette.ColorRole.WindowText, current_tokens().urgent_ink)
    plain.setPalette(palette)
    for label in (toned, plain):
        qtbot.addWidget(label)
        label.resize(toned.sizeHint())
    assert toned.grab().toImage() == plain.grab().toImage()


def test_the_label_of_a_field_shows_its_letter_in_the_colour_of_a_state_too(qtbot: QtBot) -> None:
    label, line = TextLabel("&Name", tone="urgent_ink"), QLineEdit()
    qtbot.addWidget(label)
    qtbot.addWidget(line)
    before = label.grab().toImage()
    label.setBuddy(line)
    assert label.grab().toImage() != before
