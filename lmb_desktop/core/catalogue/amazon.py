"""Messages about Amazon: the fields of page 3, and Amazon's replies. Texts only, no code."""

from __future__ import annotations

from lmb_desktop.core.catalogue.template import Template

FIELD_MESSAGES = {
    "A-01": Template(
        "That is the ID of the {country} marketplace, not your Seller ID.",
        "In Seller Central open Settings > Account info and copy the Merchant token.",
    ),
    "A-02": Template(
        "A Seller ID has only capital letters and digits and starts with A.",
        "Copy it from Settings > Account info > Merchant token.",
        kind="attention",
    ),
    "A-03": Template(
        "This is an MWS token.",
        "Amazon switched MWS off in 2024, so nobody can use it any more. Press Visit Seller Central to create a new "
        "authorisation.",
        "Visit Seller Central",
    ),
    "A-04": Template(
        "This is an access token; it stops working after an hour.",
        "Copy the refresh token instead - it begins with Atzr|.",
    ),
    "A-05": Template(
        "This is the app's solution ID.",
        "The client ID begins with amzn1.application-oa2-client. You find it under View next to LWA credentials.",
    ),
    "A-06": Template(
        "The token looks cut off.",
        "Use the copy button in Seller Central rather than selecting the text by hand.",
        kind="attention",
    ),
    "sp-api-token": Template(
        "This is a refresh token, not an MWS Auth Token.",
        "It works with the method Refresh token.",
        "Use the refresh token",
    ),
    "unusual-seller-id": Template("This does not look like a Seller ID; check it once more.", kind="attention"),
    "unusual-token": Template("This does not look like the token; check it once more.", kind="attention"),
    "empty-seller-id": Template("Enter the Seller ID."),
    "empty-token": Template("Enter the refresh token."),
    "empty-mws-token": Template("Enter the MWS Auth Token."),
    "empty-client-id": Template("Enter the client ID of the Amazon app."),
    "empty-client-secret": Template("Enter the client secret of the Amazon app."),
    "empty-name": Template("Enter a name for the account."),
    "name-too-long": Template("A name has at most {limit} characters."),
    "name-taken": Template("Another account has this name already.", "Choose another one."),
    "token-refused": Template("Amazon did not accept this token."),
}
AMAZON_MESSAGES = {
    "wrong-region": Template(
        "This seller account is registered in {found}, not {chosen}",
        "Change the region to {found} and keep everything else?",
        "Change the region to {found}",
        id="A-07",
    ),
    "credentials-refused": Template(
        "{service} does not recognise this token for this app",
        "Usually it was copied from a different app, or access was withdrawn. Create a fresh one in Seller Central and "
        "paste it here.",
        "Visit Seller Central",
        id="A-08",
    ),
    "grant-ended-amazon": Template(
        "Amazon has ended this authorisation",
        "It was given on {date}; most likely it was disabled in Seller Central. Re-authorise keeps the name, settings "
        "and history.",
        "Re-authorise Amazon…",
        id="A-09",
    ),
    "grant-expired-amazon": Template(
        "Amazon has ended this authorisation",
        "It was given on {date}; its {days} days are over. Re-authorise keeps the name, settings and history.",
        "Re-authorise Amazon…",
        id="A-09",
    ),
    "duplicate-account": Template(
        "This seller account is connected already",
        "{seller_id} in {region_name} is already connected as '{name}'. Open that account instead of adding it twice.",
        "Open that account",
        id="A-10",
    ),
    "duplicate-account-of-client": Template(
        "This seller account is connected already",
        "{seller_id} in {region_name} is already connected as '{name}' (client {client}). Open that account instead of "
        "adding it twice.",
        "Open that account",
        id="A-10",
    ),
    "wrong-seller": Template(
        "You signed in to a different seller account",
        "It is {got}; this connection belongs to {expected}. Nothing was changed. Sign out of Amazon, or use a private "
        "window, and try again.",
        "Try again",
        id="A-16",
    ),
    "wrong-seller-known": Template(
        "You signed in to a different seller account",
        "It is {got}, which is connected here as {known_as}; this connection belongs to {expected}. Nothing was "
        "changed. Sign out of Amazon, or use a private window, and try again.",
        "Try again",
        id="A-16",
    ),
    "wrong-seller-unnamed": Template(
        "You signed in to a different seller account",
        "This connection belongs to {expected}. Nothing was changed. Sign out of Amazon, or use a private window, and "
        "try again.",
        "Try again",
        id="A-16",
    ),
    "wrong-region-again": Template(
        "This token belongs to a seller account in {found}, not {chosen}",
        "This connection belongs to {expected} in {chosen}. Nothing was changed. Authorise again in the Seller Central "
        "of {chosen}.",
        "Visit Seller Central",
        id="A-07",
    ),
    "no-marketplaces-again": Template(
        "This token belongs to a seller that does not sell in {region}",
        "This connection belongs to {expected} in {region}. Nothing was changed. Authorise again in the Seller Central "
        "of {region}.",
        "Visit Seller Central",
    ),
    "app-refused": Template(
        "{service} rejected the app's own ID or secret, not the seller's token",
        "If the secret was changed in the last 180 days, enter the new one under App credentials.",
        "App credentials…",
        id="A-11",
    ),
    "app-refused-mws": Template(
        "Amazon rejected the app's own ID or secret, not the seller's token",
        "The access key for MWS comes from the settings file that LMB Desktop starts with, and whoever makes that can "
        "correct it there. Or use the refresh token instead.",
        "Use the refresh token",
        id="A-11",
    ),
    "role-missing": Template(
        "Amazon accepted the sign-in but did not show this seller's marketplaces",
        "Most likely one of these: the account is registered in another region; the app lacks the role Product Listing "
        "or Selling Partner Insights; the app was given a role after this token was made. After adding a role the "
        "seller must authorise again.",
        "Visit Seller Central",
        id="A-12",
    ),
    "code-expired": Template(
        "The code has expired",
        "{service} takes a code once, and for about {minutes} minutes. Nothing was connected. Authorise again to get a "
        "new one.",
        "Authorise again",
        id="A-13",
    ),
    "app-incomplete": Template(
        "The {service} app is not complete",
        "Beside the application ID, authorising here needs the app's client secret and its return address.",
        "App credentials…",
    ),
    "role-missing-mws": Template(
        "Amazon accepted the token but did not show this seller's marketplaces",
        "This program may not use that part of MWS for this seller. The seller can "
        "allow it in Seller Central, where the authorised apps are listed.",
        "Visit Seller Central",
        id="A-12",
    ),
    "mws-access-denied": Template(
        "{service} refused access for this seller",
        "It did not say why. Most likely one of these: the selling rights of the account were removed or suspended; "
        "the authorisation is new and not live yet, which takes up to an hour; it was withdrawn. Look at the account "
        "in Seller Central, then try again.",
        "Visit Seller Central",
        id="A-08",
    ),
    "not-professional": Template(
        "Amazon offers this kind of access only to Professional selling accounts",
        id="A-17",
    ),
    "rate-limited": Template(
        "{service} asked LMB Desktop to slow down",
        "Trying again at {time}; you do not need to do anything.",
        id="A-18",
        kind="attention",
    ),
    "authorisation-limit": Template(
        "This app has reached Amazon's limit of {limit} authorisations",
        "Remove one in Seller Central, or use that seller's own app.",
        "Use this seller's own app",
        id="A-19",
    ),
    "seller-id-differs": Template(
        "This token belongs to another seller account", "Copy the token and the Seller ID from the same account."
    ),
    "no-marketplaces": Template(
        "This seller does not sell in {region}",
        "Amazon accepted the sign-in, but no marketplace of {region} belongs to it. Choose the region where "
        "the account sells.",
        "Choose another region",
    ),
    "mws-closed": Template(
        "Amazon closed this service in 2024",
        "MWS does not answer any more ({reason}). Use the refresh token instead.",
        "Use the refresh token",
    ),
    "app-missing-mws": Template(
        "No access key for MWS is known yet",
        "It comes from the settings file that LMB Desktop starts with, and whoever makes that can add it there. Or use "
        "the refresh token instead.",
        "Use the refresh token",
    ),
    "app-missing": Template(
        "No {service} app is known yet",
        "Enter the ID of your own {service} app, then try again.",
        "App credentials…",
    ),
}
