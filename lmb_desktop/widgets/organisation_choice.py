"""The choice of the organisation after a sign-in: a list, its facts, the button that confirms. Reads nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.core.fitting import Misfit
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, Provider
from lmb_desktop.widgets.buttons import LinkButton, MainButton
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.misfit_words import confirming_text
from lmb_desktop.widgets.theme import make_comfortable
from lmb_desktop.widgets.typography import TextLabel


class OrganisationChoice(QWidget):
    """Ask which organisation receives the account; of several none is chosen by itself."""

    selected = Signal(object)
    """An Organisation, or None when the person takes the choice back."""
    confirmed = Signal()
    someone_else_wanted = Signal()
    missing_wanted = Signal()
    """The wanted organisation is not in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provider = Provider.XERO
        self._organisations: tuple[Organisation, ...] = ()
        self._label = TextLabel("", "label")
        self.combo = QComboBox()
        self._missing = LinkButton(self.tr("The organisation is not in the list"))
        self._list = QWidget()
        self._card = Card()
        self._facts = FactsPanel()
        self.confirm = MainButton()
        self._other = MainButton(self.tr("Sign in as someone else"))
        self._name_parts()
        self._lay_out()
        self._connect()

    @property
    def current(self) -> Organisation | None:
        """Return the organisation that is selected."""
        if self._list.isHidden() and self._organisations:
            return self._organisations[0]
        index = self.combo.currentIndex()
        return self._organisations[index] if index >= 0 else None

    def show_grant(self, grant: LedgerGrant, expected_id: str = "") -> None:
        """Offer the organisations of a grant, an expected one chosen already.

        Where the provider did not say which was chosen, all it names are offered.
        """
        self._provider = grant.provider
        self._organisations = grant.organisations or grant.others
        is_single = len(grant.organisations) == 1
        self._fill_combo()
        self._list.setHidden(is_single)
        self.show_facts([])
        self.show_misfits(())
        self.confirm.setEnabled(is_single)
        if is_single:
            self.selected.emit(self._organisations[0])
        elif expected_id:
            ids = [organisation.id.lower() for organisation in self._organisations]
            self.combo.setCurrentIndex(ids.index(expected_id.lower()) if expected_id.lower() in ids else -1)

    def show_facts(self, rows: Sequence[Fact]) -> None:
        """Show the facts of the selected organisation; none hides the panel."""
        self._facts.set_rows(rows)
        self._card.setHidden(not rows)

    def show_misfits(self, misfits: Sequence[Misfit]) -> None:
        """Say on the button what is confirmed with an organisation that does not fit in every way."""
        is_xero = self._provider is Provider.XERO
        usual = self.tr("&Use this organisation") if is_xero else self.tr("&Use this company")
        self.confirm.setText(confirming_text(misfits) or usual)

    def set_busy(self, is_busy: bool) -> None:
        """Take no other choice while the confirmed one is saved."""
        self.combo.setEnabled(not is_busy)
        self._other.setEnabled(not is_busy)
        self.confirm.setEnabled(not is_busy and self.current is not None)

    def _fill_combo(self) -> None:
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.setPlaceholderText(self.tr("Choose…"))
        for organisation in self._organisations:
            self.combo.addItem(organisation.name or self.tr("Organisation without a name"))
        self.combo.setCurrentIndex(-1)
        self.combo.blockSignals(False)
        is_xero = self._provider is Provider.XERO
        self._label.setText(self.tr("Or&ganisation") if is_xero else self.tr("Compan&y"))
        self.combo.setAccessibleName(self.tr("Organisation") if is_xero else self.tr("Company"))

    def _on_selected(self, _index: int) -> None:
        self.confirm.setEnabled(self.current is not None)
        self.selected.emit(self.current)

    def _name_parts(self) -> None:
        self.combo.setObjectName("organisationCombo")
        self.confirm.setObjectName("confirmOrganisationButton")
        self._other.setObjectName("signInAsSomeoneElseButton")
        self._missing.setObjectName("organisationMissingButton")
        for part in (self.combo, self.confirm, self._other, self._missing):
            part.setAccessibleIdentifier(part.objectName())
        self.combo.setAccessibleName(self.tr("Organisation"))
        self._label.setBuddy(self.combo)

    def _connect(self) -> None:
        self.combo.currentIndexChanged.connect(self._on_selected)
        self.confirm.clicked.connect(self.confirmed)
        self._other.clicked.connect(self.someone_else_wanted)
        self._missing.clicked.connect(self.missing_wanted)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 14)
        rows.setSpacing(4)
        for part in (self._label, self.combo, self._missing):
            rows.addWidget(part)
        inside = self._card.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.addWidget(self._facts)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 8)
        column.setSpacing(0)
        column.addWidget(self._list)
        column.addWidget(self._card)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addStretch(1)
        make_comfortable(self.combo)
