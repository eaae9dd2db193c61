"""Which accounts a ledger sign-in restores besides the one it was made for. Pure; shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lmb_desktop.core.health import State
from lmb_desktop.core.overview import AccountView, LinkView, Overview


@dataclass(frozen=True)
class Restored:
    """What came of a sign-in: how many accounts it restored, and which it was hoped to restore but did not."""

    count: int
    left_out: tuple[str, ...] = ()


def also_restores(view: AccountView, known: Overview) -> tuple[str, ...]:
    """Return the other accounts on the same connection, and those whose connection ended with the same sign-in."""
    ended = [name for link in _ended_beside(view, known) for name in link.used_by]
    return tuple(dict.fromkeys((*view.shared_with, *ended)))


def restored(view: AccountView, before: Overview, after: Overview) -> Restored:
    """Return what a sign-in restored, from what was known before and after."""
    own = _link(after, view.link.id if view.link is not None else "")
    count = len(own.used_by) if own is not None else 1
    left_out: list[str] = []
    for link in _ended_beside(view, before):
        now = _link(after, link.link.id)
        if now is not None and now.health.state is not State.REAUTHORISE:
            count += len(now.used_by)
        else:
            left_out += link.used_by
    return Restored(count, tuple(left_out))


def _ended_beside(view: AccountView, known: Overview) -> Iterator[LinkView]:
    if view.link is None:
        return
    for link in known.links:
        is_beside = link.link.sign_in_id == view.link.sign_in_id and link.link.id != view.link.id
        if is_beside and link.health.state is State.REAUTHORISE:
            yield link


def _link(known: Overview, link_id: str) -> LinkView | None:
    return next((link for link in known.links if link.link.id == link_id), None)
