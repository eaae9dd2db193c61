"""What the details pane offers to do about a half: its main step, and the links below its facts. Does none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.possible_acts import half_act, possible_acts
from lmb_desktop.shell.state_words import Half, health_of, provider_name

translate = QCoreApplication.translate

_STANDS_OUT = (State.REAUTHORISE, State.URGENT, State.NOT_FINISHED)
"""States whose main step is filled, but for a check and a pause."""
LINKS = {Half.AMAZON: (Act.REAUTHORISE_SELLER, Act.DISCONNECT_SELLER), Half.LEDGER: (Act.DISCONNECT_LEDGER,)}
"""What can be done about a half at any time."""


@dataclass(frozen=True)
class HalfStep:
    """One thing to do about a half: its act, the words on the button, and the words read aloud."""

    act: Act
    text: str
    spoken: str = ""
    is_filled: bool = False


def half_steps(view: AccountView, halves: Sequence[Half]) -> dict[Half, HalfStep]:
    """Return the main step of each half that has one; the halves come in the order shown.

    What mends both halves is offered once, and only the first step stands out.
    """
    steps: dict[Half, HalfStep] = {}
    for half in halves:
        act = half_act(view, half)
        if act is None or any(step.act is act for step in steps.values()):
            continue
        is_filled = not steps and health_of(view, half).state in _STANDS_OUT and act not in (Act.CHECK, Act.RESUME)
        steps[half] = HalfStep(act, _step_text(act, provider_name(view, half)), is_filled=is_filled)
    return steps


def half_links(view: AccountView, half: Half, step: HalfStep | None) -> list[HalfStep]:
    """Return the links of a half: what can be done about it at any time, but for its main step."""
    possible = possible_acts([view])
    acts = [act for act in LINKS[half] if act in possible and (step is None or act is not step.act)]
    is_missing = health_of(view, half).state is State.NOT_FINISHED and half is Half.LEDGER
    return [] if is_missing and view.link is None else [_link(act, provider_name(view, half)) for act in acts]


def _link(act: Act, provider: str) -> HalfStep:
    if act is Act.REAUTHORISE_SELLER:
        spoken = translate("DetailsPane", "Re-authorise {provider}")
        return HalfStep(act, translate("DetailsPane", "Re-authorise…"), spoken.format(provider=provider))
    spoken = translate("DetailsPane", "Disconnect {provider}")
    return HalfStep(act, translate("DetailsPane", "Disconnect…"), spoken.format(provider=provider))


def _step_text(act: Act, provider: str) -> str:
    texts = {
        Act.CARRY_ON: translate("DetailsPane", "&Carry on…"),
        Act.REAUTHORISE_SELLER: translate("DetailsPane", "Re-authorise Ama&zon…"),
        Act.SIGN_IN_LEDGER: translate("DetailsPane", "S&ign in to {provider} again…"),
        Act.SELLER_APP: translate("DetailsPane", "App credentials…"),
        Act.LEDGER_APP: translate("DetailsPane", "App credentials…"),
        Act.CHECK: translate("DetailsPane", "Check now"),
        Act.RESUME: translate("DetailsPane", "Resu&me"),
    }
    return texts[act].format(provider=provider)
