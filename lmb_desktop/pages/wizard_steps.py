"""The rows of the step list: which page is done, with its answer, which is shown, which come next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lmb_desktop.pages.page import AccountPage
from lmb_desktop.widgets.step_list import Step


def step_rows(pages: Sequence[AccountPage], current: int) -> list[Step]:
    """Return a row for each page; `current` is the index of the page that is shown."""
    names = (_tr("Region"), _tr("Seller Central"), _tr("Credentials"), _tr("Ledger"), _tr("Done"))
    rows = []
    for index, (page, name) in enumerate(zip(pages, names, strict=True)):
        if index < current:
            rows.append(Step(name, "done", page.step_answer()))
        else:
            rows.append(Step(name, "now" if index == current else "next", ""))
    return rows


def _tr(text: str) -> str:
    return QCoreApplication.translate("AccountWizard", text)
