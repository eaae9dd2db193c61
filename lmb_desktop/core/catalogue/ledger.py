"""Messages about signing in to a ledger. Texts only, no code."""

from __future__ import annotations

from lmb_desktop.core.catalogue.template import Template

LEDGER_MESSAGES = {
    "consent-denied": Template(
        "Access was not allowed, so nothing was connected",
        "Start again when ready.",
        id="L-01",
        kind="info",
    ),
    "sign-in-cancelled": Template(
        "The sign-in was closed", "Nothing was connected. Start again when ready.", id="L-01", kind="info"
    ),
    "consent-failed": Template(
        "{service} ended the sign-in", "{service} answered “{code}”. Nothing was connected.", "Start again"
    ),
    "sign-in-timed-out": Template("The sign-in ran out of time", "Nothing was connected.", "Start again"),
    "answer-late": Template(
        "The answer came too late", "A sign-in stays open for {minutes} minutes. Nothing was connected.", "Start again"
    ),
    "state-missing": Template(
        "The answer does not say which sign-in it belongs to",
        "So it was not used, and nothing was connected.",
        "Start again",
    ),
    "state-wrong": Template(
        "The answer belongs to another sign-in",
        "It may come from an older window. It was not used, and nothing was connected.",
        "Start again",
    ),
    "answer-repeated": Template(
        "This sign-in has had its answer", "An answer counts once. Nothing was changed.", "Start again"
    ),
    "answer-malformed": Template(
        "The answer from {service} is damaged", "It was not used, and nothing was connected.", "Start again"
    ),
    "issuer-wrong": Template(
        "The answer did not come from {service}", "It was not used, and nothing was connected.", "Start again"
    ),
    "answer-not-ours": Template(
        "The answer does not belong to this sign-in", "It was not used, and nothing was connected.", "Start again"
    ),
    "address-not-ours": Template(
        "This is not the address of this sign-in.", "Copy it from the tab where you just signed in."
    ),
    "grant-idle": Template(
        "Sign in to {service} again",
        "{service} ends a connection that has not been used for {days} days. This one was last used on "
        "{date}. Sign in once "
        "to restore it; nothing is lost.",
        "Sign in to {service}",
        id="L-02",
    ),
    "grant-ended-ledger": Template(
        "Sign in to {service} again",
        "{service} withdrew this connection. Common causes: the app was disconnected there, or the person "
        "who connected it "
        "lost access. Sign in again as someone who may connect apps.",
        "Sign in to {service}",
        id="L-03",
    ),
    "grant-expired-ledger": Template(
        "Sign in to {service} again",
        "{service} ends every sign-in after a fixed time, however often it is used. This one was given on {given} and "
        "ended on {ended}. Sign in once to begin a new one; nothing is lost.",
        "Sign in to {service}",
    ),
    "choose-organisation": Template(
        "Choose the organisation",
        "You gave access to {n} organisations. Choose the one that should receive {account}. The others stay unused.",
        id="L-04",
        kind="info",
    ),
    "wrong-account": Template(
        "You picked {got}; this connection belongs to {expected}",
        "Nothing was changed. To move the account to another organisation use Change ledger.",
        id="L-05",
    ),
    "no-organisation": Template(
        "No organisation came back from {service}",
        "If the one you want was greyed out it is already linked; remove this app in {service} under "
        "Settings > Connected "
        "apps, then connect again.",
        "Start again",
        id="L-06",
    ),
    "demo-company": Template(
        "“{name}” is a demo company",
        "Its data is wiped regularly. Continue only for testing?",
        id="L-07",
        kind="attention",
    ),
    "sandbox-company": Template(
        "“{name}” is a sandbox company of {service}",
        "It holds no real data. Continue only for testing?",
        id="L-07",
        kind="attention",
    ),
    "organisation-of-other-client": Template(
        "Use {organisation} for another client too?",
        "It belongs to {owners}. The settlements of {account} would go to the same organisation.",
        kind="attention",
    ),
    "base-currency-unused": Template(
        "{organisation} keeps its books in {base}",
        "None of this account's marketplaces settles in {base}; it settles in {currencies}. It can be connected all "
        "the same; multi-currency must then be on in {service}.",
        kind="attention",
    ),
    "no-rights": Template(
        "Your {service} login cannot connect apps to {organisation}",
        "You need {needs}.",
        "Sign in as someone else",
        id="L-08",
    ),
    "connection-limit": Template(
        "The app has reached the number of organisations {service} allows",
        "Disconnect one you no longer use, or enter your own {service} app ID.",
        "App credentials…",
        id="L-09",
    ),
    "app-refused-ledger": Template(
        "{service} rejected the app's own ID or secret",
        "It is not about the sign-in. Enter the ID, and where there is one the secret, again under App credentials.",
        "App credentials…",
        id="A-11",
    ),
    "scope-refused": Template(
        "{service} does not grant an old permission",
        "Update the program, or check the permissions of your own {service} app.",
        "App credentials…",
        id="L-10",
    ),
    "subscription-ended": Template(
        "The QuickBooks subscription of {organisation} has ended",
        "QuickBooks says so, and nothing can be added until it is renewed there.",
        id="L-11",
    ),
    "listener-blocked": Template(
        "The browser could not hand the result back",
        "No return address is free on this computer ({ports}). Copy the address shown in the browser and "
        "paste it here.",
        id="L-12",
        kind="attention",
    ),
    "host-blocked": Template(
        "{host} cannot be shown here",
        "Signing in with another company's account works in your own browser.",
        "Open in my browser",
    ),
    "page-died": Template("The sign-in page stopped", "Start it again, or use your own browser.", "Start again"),
    "view-refused": Template(
        "The built-in sign-in cannot run as administrator.", "Use your own browser.", "Open in my browser"
    ),
    "browser-not-opened": Template("The browser did not open", "Copy the link and open it yourself.", "Copy link"),
}
