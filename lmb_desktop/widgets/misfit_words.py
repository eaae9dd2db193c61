"""What is said of an organisation that does not fit the account, and what the button says that confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.fitting import CURRENCY_UNUSED, DEMO, OTHER_CLIENT, SANDBOX, Misfit
from lmb_desktop.core.messages import Message
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.question import Question

translate = QCoreApplication.translate


def misfit_message(misfits: Sequence[Misfit]) -> Message:
    """Return one message of all that does not fit: the weightiest gives title and id, the others follow."""
    first, *others = [message(misfit.key, **misfit.facts) for misfit in misfits]
    return replace(first, text="\n".join([first.text, *(other.sentence for other in others)]))


def confirming_text(misfits: Sequence[Misfit]) -> str:
    """Return what the button says that uses the organisation all the same; empty where everything fits."""
    facts = {misfit.key: misfit.facts for misfit in misfits}
    is_for_testing, is_of_other = bool({DEMO, SANDBOX} & facts.keys()), OTHER_CLIENT in facts
    if is_for_testing and is_of_other:
        return translate("Misfits", "&Use it for testing, for another client too")
    if is_for_testing:
        return translate("Misfits", "&Use it for testing")
    if is_of_other:
        return translate("Misfits", "&Use it for another client too")
    if CURRENCY_UNUSED in facts:
        return translate("Misfits", "&Use it with {base} as base currency").format(**facts[CURRENCY_UNUSED])
    return ""


def misfit_question(misfits: Sequence[Misfit]) -> Question | None:
    """Return what must be answered before the organisation is used; None where a warning is enough."""
    if not any(misfit.needs_answer for misfit in misfits):
        return None
    said = misfit_message(misfits)
    return Question(said.title, said.text, stay=translate("Misfits", "Cancel"), go=confirming_text(misfits))
