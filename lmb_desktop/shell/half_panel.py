"""One half in the details pane: its provider, sign and word, what to say about it, its main step, facts and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.core.health import State
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.half_steps import LINKS, HalfStep
from lmb_desktop.shell.state_words import Half, state_word
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.help_link import HelpLink
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.technical_reply import TechnicalReply
from lmb_desktop.widgets.typography import TextLabel

_SIGN = 16
_STEP_NAMES = {
    Act.CARRY_ON: "carryOnButton",
    Act.CHECK: "checkHalfButton",
    Act.RESUME: "resumeButton",
    Act.REAUTHORISE_SELLER: "reauthoriseAmazonButton",
    Act.SIGN_IN_LEDGER: "signInAgainButton",
    Act.SELLER_APP: "amazonAppButton",
    Act.LEDGER_APP: "ledgerAppButton",
}
_LINK_NAMES = {
    Act.REAUTHORISE_SELLER: "reauthoriseLink",
    Act.DISCONNECT_SELLER: "disconnectAmazonLink",
    Act.DISCONNECT_LEDGER: "disconnectLedgerLink",
}


@dataclass(frozen=True)
class HalfContent:
    """Everything a panel shows of a half."""

    provider: str
    state: State
    sentence: str = ""
    step: HalfStep | None = None
    facts: Sequence[Fact] = ()
    links: Sequence[HalfStep] = ()
    help_at: str = ""
    """The place in the help about the sentence."""
    reply: str = ""
    """The technical reply behind the sentence, masked."""


class HalfPanel(QWidget):
    """Shows one half and asks for what its buttons offer."""

    act_wanted = Signal(object)
    """An Act about this half."""
    help_wanted = Signal(str)
    unfolded = Signal(QWidget)
    """The technical reply was unfolded: this part of the panel is to be seen."""

    def __init__(self, half: Half, parent: QWidget | None = None) -> None:
        """Build the panel, empty."""
        super().__init__(parent)
        self._half = half
        self._title = TextLabel("", "section")
        self._sign = Sign("state-ok", _SIGN)
        self._word = TextLabel("")
        self._sentence = TextLabel("", wrap=True)
        self.step = MainButton("", self)
        self._help = HelpLink(f"{half.value}HelpButton", parent=self)
        self._help.wanted.connect(self.help_wanted)
        self._reply = TechnicalReply(f"{half.value}DetailsButton", f"{half.value}CopyDetailsButton", self)
        self._reply.unfolded.connect(lambda: self.unfolded.emit(self._reply))
        self._act: Act | None = None
        self._facts = FactsPanel()
        self._links = {act: self._link(act) for act in LINKS[half]}
        self.step.clicked.connect(lambda: self.act_wanted.emit(self._act))
        self._lay_out()

    def show_half(self, content: HalfContent) -> None:
        """Show what is known about the half."""
        word = state_word(content.state, self._half)
        self._title.setText(content.provider)
        self._sign.set_state(content.state.value)
        self._word.setText(word)
        self._word.set_role("strong" if content.state.needs_you else "body")
        self._word.set_muted(not content.state.needs_you)
        self._sentence.setText(content.sentence)
        self._sentence.setHidden(not content.sentence)
        self._help.show_place(content.help_at if content.sentence else "", content.sentence)
        self._reply.show_reply(content.reply if content.sentence else "")
        self._show_step(content.step)
        self._facts.set_rows(content.facts)
        self._facts.setHidden(not content.facts)
        self._show_links(content.links)
        self.setAccessibleName(f"{content.provider}: {word}")
        self.setAccessibleDescription(content.sentence)

    def fold(self) -> None:
        """Fold the technical reply away, as where another account is shown."""
        self._reply.fold()

    def show_checking(self, is_checking: bool) -> None:
        """Switch the step off while it is under way."""
        self.step.setEnabled(self._act is not Act.CHECK or not is_checking)

    def _show_step(self, step: HalfStep | None) -> None:
        self._act = step.act if step is not None else None
        if step is not None:
            self.step.setText(step.text)
            self.step.setMainStep(step.is_filled)
            self.step.setObjectName(_STEP_NAMES[step.act])
            self.step.setAccessibleIdentifier(_STEP_NAMES[step.act])
        self.step.setVisible(step is not None)

    def controls(self) -> list[QWidget]:
        """Return what can get the focus, in reading order."""
        return [self.step, self._reply.link, self._help, *self._reply.controls(), *self._links.values()]

    def _show_links(self, links: Sequence[HalfStep]) -> None:
        shown = {each.act: each for each in links}
        for act, link in self._links.items():
            link.setVisible(act in shown)
            if act in shown:
                link.setText(shown[act].text)
                link.setAccessibleName(shown[act].spoken)

    def _link(self, act: Act) -> LinkButton:
        link = LinkButton("", self)
        link.setObjectName(_LINK_NAMES[act])
        link.setAccessibleIdentifier(_LINK_NAMES[act])
        link.clicked.connect(lambda: self.act_wanted.emit(act))
        return link

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._word, 0, Qt.AlignmentFlag.AlignVCenter)
        more = QHBoxLayout()
        more.setSpacing(12)
        more.addWidget(self._reply.link)
        more.addWidget(self._help)
        more.addStretch(1)
        links = QHBoxLayout()
        links.setSpacing(12)
        for link in self._links.values():
            links.addWidget(link)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Rule())
        column.addSpacing(2)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addWidget(self.step)
        column.addLayout(more)
        column.addWidget(self._reply)
        column.addWidget(self._facts)
        column.addLayout(links)
