"""What can be read of a message on the screen: in a notice, under a field, in the details pane, in a heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from lmb_desktop.shell.half_panel import HalfPanel
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.state_header import StateHeader
from tests.journeys import screen


@dataclass(frozen=True)
class Reading:
    """A message as it stands there."""

    kind: str
    title: str
    text: str
    button: str
    details: str = ""
    message_id: str = ""


class Place(Protocol):
    """Where a message stands."""

    @property
    def button(self) -> str:
        """Return the name of the button that belongs to it."""
        ...

    def has_come(self) -> bool:
        """Tell whether a message stands there."""
        ...

    def read(self) -> Reading:
        """Return what stands there; unfolds the details where there are any."""
        ...


@dataclass(frozen=True)
class InNotice:
    """The one notice of the window in front."""

    button: str = "noticeActionButton"

    def has_come(self) -> bool:
        """Tell whether it says anything besides being busy."""
        found = screen.find("notice")
        return found is not None and found.property("kind") in ("info", "attention", "bad")

    def read(self) -> Reading:
        """Return what it says."""
        notice = screen.found("notice")
        # What is seen follows what is right a moment later, so that fast answers do not flash.
        screen.wait(lambda: _labels(notice), "the notice on the screen")
        title, _, text = str(notice.property("text")).partition("\n")
        screen.wait(lambda: is_whole(notice, title), f"“{title}” to be read")
        return Reading(
            kind=str(notice.property("kind")),
            title=title,
            text=text,
            button=words_on(notice if self.button.startswith("notice") else notice.window(), self.button),
            details=_details(notice),
            message_id=str(notice.property("messageId") or ""),
        )


@dataclass(frozen=True)
class UnderField:
    """Below a line that is filled in."""

    field: str

    def has_come(self) -> bool:
        """Tell whether a message stands under the field in place of its hint."""
        found = screen.find(self.field)
        return found is not None and _field_of(found).message_kind() != "none"

    def read(self) -> Reading:
        """Return what stands under the field."""
        line = screen.found(self.field, QLineEdit)
        field = _field_of(line)
        assert line.accessibleDescription() == field.message_text(), "a screen reader hears something else"
        return Reading(
            kind={"error": "bad"}.get(field.message_kind(), field.message_kind()),
            title="",
            text=field.message_text(),
            button=words_on(field, f"{self.field}LinkButton"),
            message_id=str(line.property("messageId") or ""),
        )


@dataclass(frozen=True)
class InPane:
    """What the details pane of the accounts window says about one half."""

    provider: str
    button: str

    @property
    def details_link(self) -> str:
        """Return the name of the link that unfolds the technical reply."""
        return "amazonDetailsButton" if self.provider == "Amazon" else "ledgerDetailsButton"

    def has_come(self) -> bool:
        """Tell whether it says anything."""
        panel = self._panel()
        return panel is not None and bool(panel.accessibleDescription())

    def read(self) -> Reading:
        """Return what it says."""
        panel = self._panel()
        assert panel is not None
        text = panel.accessibleDescription()
        details = _details(panel, self.details_link)
        return Reading(kind="bad", title="", text=text, button=words_on(panel, self.button), details=details)

    def _panel(self) -> HalfPanel | None:
        pane = screen.find("detailsPane")
        panels = pane.findChildren(HalfPanel) if pane is not None else []
        return next((panel for panel in panels if panel.accessibleName().startswith(f"{self.provider}:")), None)


@dataclass(frozen=True)
class InHead:
    """The head of a dialog about a half."""

    dialog: str
    button: str = ""
    details_link: str = "headDetailsButton"

    def has_come(self) -> bool:
        """Tell whether the dialog is there."""
        return screen.find(self.dialog) is not None

    def read(self) -> Reading:
        """Return what it says besides its own title."""
        head = screen.found(self.dialog).findChild(StateHeader)
        return Reading(kind="bad", title="", text=head.text(), button="", details=_details(head, self.details_link))


@dataclass(frozen=True)
class InHeading:
    """Title and subtitle of the wizard's page."""

    button: str = ""

    def has_come(self) -> bool:
        """Tell whether there is a page with a choice of organisations."""
        return screen.is_ready("organisationCombo")

    def read(self) -> Reading:
        """Return what the page asks for."""
        page = screen.wizard().currentPage()
        return Reading(
            kind="info",
            title=page.accessibleName(),
            text=page.accessibleDescription(),
            button=words_on(page, self.button),
        )


NOTICE = InNotice()
STOPPABLE = InNotice("noticeStopButton")


def is_whole(window: QWidget, text: str) -> bool:
    """Tell whether a text can be read in a window: all of it, not cut off and not scrolled away."""
    return any(_is_seen(label) for label in window.findChildren(QLabel) if label.text() == text)


def words_on(window: QWidget, button: str) -> str:
    """Return the words on a button without the marks of their letters; nothing where it is not there."""
    found = [each for each in window.findChildren(QAbstractButton, button) if each.isVisible()]
    return found[0].text().replace("&&", "\0").replace("&", "").replace("\0", "&") if found else ""


def _is_seen(label: QLabel) -> bool:
    if not label.isVisible():
        return False
    wanted = label.heightForWidth(label.width()) if label.hasHeightForWidth() else label.sizeHint().height()
    seen = label.visibleRegion().boundingRect()
    return label.height() >= wanted and seen.height() >= wanted - 1 and seen.width() >= label.width() - 1


def _labels(notice: QWidget) -> bool:
    title = str(notice.property("text")).partition("\n")[0]
    return any(label.isVisible() and label.text() == title for label in notice.findChildren(QLabel))


def _field_of(line: QWidget) -> Field:
    parent = line.parentWidget()
    while parent is not None and not isinstance(parent, Field):
        parent = parent.parentWidget()
    assert parent is not None, f"{line.objectName()} stands in no field"
    return parent


def _details(notice: QWidget, name: str = "detailsButton") -> str:
    """Return the technical reply, which is there when Details is pressed."""
    link = notice.findChild(QAbstractButton, name)
    return notice.findChild(QPlainTextEdit).toPlainText() if link is not None and link.isVisible() else ""


def details_link(place: Place) -> str:
    """Return the name of the link that unfolds the technical reply at a place."""
    return place.details_link if isinstance(place, InPane | InHead) else "detailsButton"


def copied_details(link: str) -> str:
    """Unfold the technical reply, copy it with its button, fold it again, and return what was copied."""
    copy = "copyDetailsButton" if link == "detailsButton" else link.replace("Details", "CopyDetails")
    screen.click(link)
    shown = screen.found(copy).parentWidget().findChild(QPlainTextEdit)
    screen.wait(lambda: shown.isVisible() and not shown.visibleRegion().isEmpty(), "the technical reply")
    assert shown.isReadOnly()
    screen.click(copy)
    screen.click(link)
    return QGuiApplication.clipboard().text()
