"""A connection that exists as a way to a ledger: what it leads to, what does not fit, the button. Saves nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lmb_desktop.core.fitting import Misfit
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import LinkView
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.icons import state_icon
from lmb_desktop.widgets.misfit_words import confirming_text, misfit_message, misfit_question
from lmb_desktop.widgets.name_list import isolated
from lmb_desktop.widgets.organisation_facts import link_line
from lmb_desktop.widgets.question import ask
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.theme import make_comfortable
from lmb_desktop.widgets.typography import TextLabel

Fit = Callable[[LedgerLink], Sequence[Misfit]]


class SharingPanel(Card):
    """Offers the connections that exist; what does not fit is said before, and where it must be, asked."""

    share_wanted = Signal(str)
    """The id of the link to use."""

    def __init__(self) -> None:
        super().__init__("suggestion")
        self._links: dict[str, LedgerLink] = {}
        self._fit: Fit = lambda _link: ()
        self._shown: tuple[Misfit, ...] = ()
        self._settling = QTimer(self, singleShot=True)
        self.combo = QComboBox()
        self.combo.setObjectName("existingLedgerCombo")
        self.combo.setAccessibleIdentifier("existingLedgerCombo")
        self.combo.setAccessibleName(self.tr("Connection you already have"))
        self.combo.setIconSize(QSize(16, 16))
        self.combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.combo.currentIndexChanged.connect(self._show_link)
        self.button = MainButton()
        self.button.setObjectName("useExistingLedgerButton")
        self.button.setAccessibleIdentifier("useExistingLedgerButton")
        self.button.clicked.connect(self._on_clicked)
        self._leads_to = TextLabel("", "small", muted=True, wrap=True)
        self._warning = TextLabel("", "small", wrap=True)
        self._warning.setObjectName("sharingWarning")
        self._warned = QWidget()
        self._lay_out()

    def show_links(
        self,
        links: Sequence[LinkView],
        suggested_link_id: str,
        of_client: Collection[str] = frozenset(),
        *,
        fit: Fit = lambda _link: (),
    ) -> None:
        """Offer these connections, the suggested one first, then those of the same client; `fit` tells misfits."""
        before = self.combo.currentData() if self.combo.count() else suggested_link_id
        self._links, self._fit = {view.link.id: view.link for view in links}, fit
        self.combo.blockSignals(True)
        self.combo.clear()
        for view in sorted(links, key=lambda view: _order(view, suggested_link_id, of_client)):
            self.combo.addItem(state_icon(view.health.state.value), _link_text(view), view.link.id)
        self.combo.setCurrentIndex(max(0, self.combo.findData(before)))
        self.combo.blockSignals(False)
        self._show_link()

    def set_busy(self, is_busy: bool) -> None:
        """Take no choice while one is being saved."""
        self.combo.setEnabled(not is_busy)
        self.button.setEnabled(not is_busy)

    @property
    def is_settling(self) -> bool:
        """Tell whether a warning came so late that presses meant for what stood there before may still be under way."""
        return self._settling.isActive()

    def _show_link(self) -> None:
        link = self._links.get(self.combo.currentData())
        self._shown = misfits = tuple(self._fit(link)) if link is not None else ()
        line = link_line(link) if link is not None else ""
        warning = misfit_message(misfits).sentence if misfits else ""
        self._leads_to.setText(line)
        self._warning.setText(warning)
        self._warned.setHidden(not warning)
        self.button.setText(confirming_text(misfits) or self.tr("&Use this connection"))
        self.combo.setAccessibleDescription("\n".join(filter(None, (line, warning))))

    def _on_clicked(self) -> None:
        link = self._links.get(self.combo.currentData())
        if link is None or self.is_settling:
            return
        misfits = tuple(self._fit(link))
        if any(misfit not in self._shown for misfit in misfits):
            # What is known has changed since the choice was shown: nobody confirms what was not to be read.
            self._show_link()
            self._settling.start(QApplication.doubleClickInterval())
            return
        question = misfit_question(misfits)
        if question is None:
            self.share_wanted.emit(link.id)
        else:
            ask(self, question, lambda: self._use(link.id))

    def _use(self, link_id: str) -> None:
        # The list may have been read anew while the question was open.
        if link_id in self._links:
            self.share_wanted.emit(link_id)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.combo)
        row.addWidget(self.button)
        row.addStretch(1)
        warned = QHBoxLayout(self._warned)
        warned.setContentsMargins(0, 2, 0, 0)
        warned.setSpacing(8)
        warned.addWidget(Sign("notice-attention", 16, "attention_sign"), 0, Qt.AlignmentFlag.AlignTop)
        warned.addWidget(self._warning, 1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.setSpacing(6)
        column.addWidget(TextLabel(self.tr("Use a connection you already have"), "section"))
        text = self.tr("No new sign-in. This account then posts to the same organisation.")
        column.addWidget(TextLabel(text, muted=True, wrap=True))
        column.addSpacing(4)
        column.addLayout(row)
        column.addWidget(self._leads_to)
        column.addWidget(self._warned)
        make_comfortable(self.combo)


def _order(view: LinkView, suggested_link_id: str, of_client: Collection[str]) -> tuple[bool, bool, str]:
    link = view.link
    return link.id != suggested_link_id, link.id not in of_client, link.organisation_name.casefold()


def _link_text(view: LinkView) -> str:
    text = counted("SharingPanel", "{organisation}, {provider}, used by %n account(s)", len(view.used_by))
    return text.format(organisation=isolated(view.link.organisation_name), provider=view.link.provider.label)
