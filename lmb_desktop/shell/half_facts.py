"""The facts of each half as the details pane lists them. Dates and names come from what was saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Method
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.shell.half_replies import stored_facts
from lmb_desktop.shell.half_sentences import authorised_at, is_hard_end, renewed_at
from lmb_desktop.shell.state_words import Half
from lmb_desktop.widgets.countries import country_name
from lmb_desktop.widgets.facts_panel import Fact
from lmb_desktop.widgets.moments import day, latest, when
from lmb_desktop.widgets.name_list import isolated, names_fact
from lmb_desktop.widgets.permissions import permission_lines

translate = QCoreApplication.translate


def half_facts(view: AccountView, half: Half, now: datetime) -> list[Fact]:
    """Return the facts of one half; what is not known is left out."""
    rows = _amazon(view) if half is Half.AMAZON else _ledger(view)
    rows.append(Fact(translate("DetailsPane", "Checked"), _checked(view, half, now)))
    return [row for row in rows if row.value]


def _amazon(view: AccountView) -> list[Fact]:
    account = view.account
    end = view.seller.ends_at
    method = translate("DetailsPane", "MWS Auth Token") if account.method is Method.MWS else ""
    own_app = translate("DetailsPane", "this seller’s own") if account.own_client_id else ""
    return [
        Fact(translate("DetailsPane", "Store"), isolated(account.store_name)),
        Fact(translate("DetailsPane", "Seller ID"), account.seller_id, fixed=True),
        Fact(translate("DetailsPane", "Sells in"), ", ".join(entry.country for entry in account.selling_in)),
        Fact(translate("DetailsPane", "Method"), method),
        Fact(translate("DetailsPane", "App"), own_app),
        Fact(translate("DetailsPane", "Allowed"), _amazon_permissions(account.method)),
        Fact(translate("DetailsPane", "Authorised"), _day(authorised_at(view, Half.AMAZON))),
        Fact(translate("DetailsPane", "Renew by"), _day(end) or translate("DetailsPane", "no end date")),
    ]


def _ledger(view: AccountView) -> list[Fact]:
    link, sign_in = view.link, view.sign_in
    if link is None or sign_in is None:
        return []
    is_company = link.provider is Provider.QUICKBOOKS
    sandbox, demo = translate("DetailsPane", "sandbox company"), translate("DetailsPane", "demo company")
    kind = (sandbox if is_company else demo) if link.is_demo else ""
    return [
        Fact(
            translate("DetailsPane", "Company") if is_company else translate("DetailsPane", "Organisation"),
            isolated(link.organisation_name),
        ),
        Fact(translate("DetailsPane", "Kind"), kind),
        Fact(translate("DetailsPane", "Country"), country_name(link.country) if link.country else ""),
        Fact(translate("DetailsPane", "Currency"), link.base_currency),
        names_fact(translate("DetailsPane", "Shared with"), view.shared_with),
        Fact(translate("DetailsPane", "Authorised by"), _person(sign_in.authorised_by)),
        Fact(translate("DetailsPane", "Authorised"), _day(authorised_at(view, Half.LEDGER))),
        Fact(translate("DetailsPane", "Allowed"), "; ".join(permission_lines(link.provider))),
        Fact(translate("DetailsPane", "Renewed"), _day(renewed_at(view))),
        Fact(translate("DetailsPane", "Ends"), _ledger_end(view)),
    ]


def _amazon_permissions(method: Method) -> str:
    if method is Method.MWS:
        return ""
    # Amazon tells an app nothing about its own roles.
    return translate("DetailsPane", "what the app’s roles in Seller Central allow")


def _ledger_end(view: AccountView) -> str:
    end = view.ledger.ends_at
    if end is None:
        return translate("DetailsPane", "when you disconnect")
    if is_hard_end(view):
        return _day(end)
    return translate("DetailsPane", "{date} if not used").format(date=day(end))


def _checked(view: AccountView, half: Half, now: datetime) -> str:
    if half is Half.LEDGER and view.link is None:
        return ""
    facts = stored_facts(view, half)
    last = latest(facts.last_ok, facts.refused_at)
    return when(last, now) if last is not None else translate("DetailsPane", "not yet")


def _day(moment: datetime | None) -> str:
    return day(moment) if moment is not None else ""


def _person(text: str) -> str:
    """Give name and e-mail a line each: together they are wider than the pane."""
    name, _bracket, mail = text.partition(" (")
    return f"{name}\n{mail.removesuffix(')')}" if mail else text
