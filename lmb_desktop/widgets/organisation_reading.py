"""Reads each organisation that the person looks at once, live, and remembers what it said. Shows nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts
from lmb_desktop.widgets.sign_in_parts import SignInParts


class OrganisationReading(QObject):
    """Read with the access token of one grant."""

    was_read = Signal(object, object)
    """An Organisation and its OrganisationFacts."""
    failed = Signal(object, object)
    """An Organisation and the LmbError."""

    def __init__(self, parts: SignInParts, grant: LedgerGrant, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._grant = grant
        self._known: dict[str, OrganisationFacts] = {}
        self._running: dict[str, CancelToken] = {}

    def facts(self, organisation: Organisation) -> OrganisationFacts | None:
        """Return what an organisation said, if it was read."""
        return self._known.get(organisation.id)

    def is_reading(self, organisation: Organisation) -> bool:
        """Tell whether an organisation is being read."""
        return organisation.id in self._running

    def read(self, organisation: Organisation) -> None:
        """Read an organisation unless it was read or is being read."""
        if organisation.id in self._known or organisation.id in self._running:
            return
        grant = self._grant
        self._running[organisation.id] = self._parts.tasks.run(
            self,
            lambda cancel: self._parts.work.ledger_sign_in.read(grant, organisation, cancel),
            lambda facts: self._on_read(organisation, facts),
            lambda error: self._on_failed(organisation, error),
        )

    def stop(self) -> None:
        """Stop reading."""
        for token in self._running.values():
            token.cancel()
        self._running.clear()

    def _on_read(self, organisation: Organisation, facts: OrganisationFacts) -> None:
        self._running.pop(organisation.id, None)
        self._known[organisation.id] = facts
        self.was_read.emit(organisation, facts)

    def _on_failed(self, organisation: Organisation, error: LmbError) -> None:
        self._running.pop(organisation.id, None)
        self.failed.emit(organisation, error)
