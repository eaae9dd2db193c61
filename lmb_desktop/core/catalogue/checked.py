"""Messages about what a check found of a connection that used to work, where page 3 or 4 says it in other words."""

from __future__ import annotations

from lmb_desktop.core.catalogue.template import Template

_REAUTHORISE = "Re-authorise Amazon…"
CHECKED_MESSAGES = {
    "app-refused-own": Template(
        "Amazon rejected the app's own ID or secret, not the seller's token",
        "It is the seller's own app. If its secret was changed, re-authorise with the new one; the token can stay.",
        _REAUTHORISE,
        id="A-11",
    ),
    "app-refused-mws-found": Template(
        "Amazon rejected the app's own ID or secret, not the seller's token",
        "The access key for MWS comes from the settings file that LMB Desktop starts with. Whoever makes that can "
        "correct it there; start LMB Desktop anew then, and check again.",
        "Check now",
        id="A-11",
    ),
    "no-marketplaces-found": Template(
        "This seller does not sell in {region}",
        "Amazon accepted the sign-in, but no marketplace of {region} belongs to it now. Re-authorise once it sells "
        "there again; name, settings and history are kept.",
        _REAUTHORISE,
    ),
    "seller-id-differs-found": Template(
        "This authorisation belongs to another seller account",
        "This connection belongs to {seller_id}. Re-authorise as that seller; name, settings and history are kept.",
        _REAUTHORISE,
    ),
    "wrong-region-found": Template(
        "This token belongs to a seller account in {found}, not {chosen}",
        "This connection belongs to {expected} in {chosen}. Re-authorise in the Seller Central of {chosen}; name, "
        "settings and history are kept.",
        _REAUTHORISE,
    ),
    "subscription-ended-found": Template(
        "The QuickBooks subscription of {organisation} has ended",
        "QuickBooks says so, and nothing can be added until it is renewed there. Check again then.",
        "Check now",
        id="L-11",
    ),
}
