"""What is said when the program cannot start, and when something happens that nobody expected."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import LmbError, SettingsError, StoreDamaged, StoreTooNew
from lmb_desktop.shell.crash_notice import CrashNotice
from lmb_desktop.shell.crash_report import report
from lmb_desktop.shell.start_problem import StartProblem
from tests.shell.conftest import open_dialog

TOKEN = "Atzr|IwEBIExampleRefreshTokenOfATestSeller0123456789"


def raised(error: Exception) -> Exception:
    """Return an error with a trace."""
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.fixture
def notice(qapp: QApplication):
    """Give the crash notice, closed at the end."""
    notice = CrashNotice(qapp)
    yield notice
    notice.close()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreTooNew(step=9), "The account list is from a newer LMB Desktop"),
        (StoreDamaged(place="accounts.sqlite3"), "The account list cannot be read"),
        (SettingsError(place="services.toml:12", problem="no such key"), "services.toml:12: no such key"),
    ],
)
def test_a_start_that_fails_says_why_and_leads_out(qtbot: QtBot, error: LmbError, said: str) -> None:
    problem = StartProblem(error)
    problem.open()
    assert said in problem.notice.property("text")
    with qtbot.waitSignal(problem.quit_wanted):
        problem.findChild(QPushButton, "quitButton").click()


def test_closing_the_start_problem_leads_out_too(qtbot: QtBot) -> None:
    problem = StartProblem(StoreTooNew(step=9))
    problem.open()
    with qtbot.waitSignal(problem.quit_wanted):
        problem.reject()


def test_the_report_names_versions_and_places_but_no_secret_and_no_folder() -> None:
    text = report(raised(ValueError(f"could not use {TOKEN}")))
    assert text.startswith("LMB Desktop ")
    assert "test_start_and_crash.py:" in text
    assert TOKEN not in text
    assert "/" not in text.split("\n", 1)[1]


def test_the_report_tells_what_led_to_the_error() -> None:
    try:
        try:
            raise KeyError("first")
        except KeyError as first:
            raise RuntimeError("second") from first
    except RuntimeError as second:
        text = report(second)
    assert text.index("KeyError") < text.index("RuntimeError: second")


def test_a_bug_is_shown_with_a_report_that_can_be_copied(notice: CrashNotice) -> None:
    notice.show_error(raised(ValueError("no")))
    dialog = open_dialog("crashNotice")
    dialog.findChild(QPushButton, "copyReportButton").click()
    assert "ValueError: no" in QGuiApplication.clipboard().text()
    dialog.findChild(QPushButton, "goOnButton").click()
    assert not dialog.isVisible()


def test_a_second_bug_joins_the_open_notice(notice: CrashNotice) -> None:
    notice.show_error(raised(ValueError("first")))
    notice.show_error(raised(ValueError("second")))
    dialogs = [each for each in QApplication.topLevelWidgets() if each.objectName() == "crashNotice"]
    text = open_dialog("crashNotice").findChild(QPlainTextEdit, "crashReport").property("plainText")
    assert len([each for each in dialogs if each.isVisible()]) == 1
    assert "first" in text
    assert "second" in text


def test_an_error_that_nobody_caught_is_logged_and_shown(notice: CrashNotice, allowed_log) -> None:
    allowed_log("Unexpected error")
    error = raised(ValueError("nobody"))
    sys.excepthook(type(error), error, error.__traceback__)
    assert open_dialog("crashNotice").isVisible()


def test_the_way_out_is_given_back_at_the_end(qapp: QApplication) -> None:
    before = sys.excepthook
    notice = CrashNotice(qapp)
    assert sys.excepthook != before
    notice.close()
    assert sys.excepthook == before
