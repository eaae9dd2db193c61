"""The catalogue of messages in English: id, kind, title, text and the one thing to do. Texts only, no code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """One message with places for its facts; `id` is the published one where it differs from the key."""

    title: str
    text: str = ""
    action: str = ""
    id: str = ""
    kind: str = "bad"


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
        "This is a refresh token, not an MWS Auth Token.", "It works with the method Refresh token.", "Use the refresh token"
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
        "It was given on {date}. Re-authorise keeps the name, settings and history.",
        "Re-authorise Amazon…",
        id="A-09",
    ),
    "duplicate-account": Template(
        "This seller account is connected already",
        "{seller_id} in {region_name} is already connected as “{name}”. Open that account instead of adding it twice.",
        "Open that account",
        id="A-10",
    ),
    "app-refused": Template(
        "{service} rejected the app's own ID or secret",
        "It is not about the sign-in or the token. If the secret was changed in the last 180 days, enter the new one under "
        "App credentials.",
        "App credentials…",
        id="A-11",
    ),
    "role-missing": Template(
        "Amazon did not show this seller's marketplaces",
        "Amazon accepted the sign-in. Most likely one of these:\n• The account is registered in another region.\n"
        "• The app lacks the role Product Listing or Selling Partner Insights.\n"
        "• The app was given a role after this token was made. After adding a role the seller must authorise again.",
        "Visit Seller Central",
        id="A-12",
    ),
    "not-professional": Template(
        "Amazon offers this only to Professional accounts",
        "Amazon offers this kind of access only to Professional selling accounts.",
        id="A-17",
    ),
    "rate-limited": Template(
        "{service} asked to slow down",
        "{service} asked LMB Desktop to slow down. Trying again in {wait_s} seconds; you do not need to do anything.",
        id="A-18",
        kind="attention",
    ),
    "authorisation-limit": Template(
        "This app has reached Amazon's limit",
        "This app has reached Amazon's limit of {limit} authorisations. Remove one in Seller Central, or use that seller's "
        "own app.",
        "App credentials…",
        id="A-19",
    ),
    "seller-id-differs": Template(
        "This token belongs to another seller account", "Copy the token and the Seller ID from the same account."
    ),
    "no-marketplaces": Template(
        "This seller does not sell in {region}",
        "Amazon accepted the sign-in, but no marketplace of {region} belongs to it. Choose the region where the account sells.",
        "Visit Seller Central",
    ),
    "mws-closed": Template(
        "Amazon closed this service in 2024",
        "MWS does not answer any more ({reason}). Use the refresh token instead.",
        "Use the refresh token",
    ),
    "app-missing": Template(
        "No {service} app is known yet",
        "Enter the ID of your own {service} app, then try again.",
        "App credentials…",
    ),
}
WAY_MESSAGES = {
    "offline": Template(
        "{service} could not be reached",
        "{service} could not be reached from this computer ({reason}). Your details are kept; try again when you are online.",
        "Try again",
        id="A-20",
    ),
    "clock-wrong": Template(
        "This computer's clock is {minutes} minutes wrong",
        "That makes sign-ins fail. Correct the clock and try again.",
        "Try again",
        id="A-21",
    ),
    "service-trouble": Template(
        "{service} has a problem of its own",
        "It answered with {status}. Your details are kept; try again in a few minutes.",
        "Try again",
    ),
    "answer-unusable": Template(
        "{service} answered something unexpected",
        "LMB Desktop could not read the answer ({problem}). Nothing was saved; try again.",
        "Try again",
    ),
    "settings": Template("The service settings cannot be used", "{place}: {problem}."),
}
LEDGER_MESSAGES = {
    "consent-denied": Template(
        "Access was not allowed",
        "Access was not allowed, so nothing was connected. Start again when ready.",
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
        "{service} ends a connection that has not been used for {days} days. This one was last used on {date}. Sign in once "
        "to restore it; nothing is lost.",
        "Sign in to {service}",
        id="L-02",
    ),
    "grant-ended-ledger": Template(
        "Sign in to {service} again",
        "{service} withdrew this connection. Common causes: the app was disconnected there, or the person who connected it "
        "lost access. Sign in again as someone who may connect apps.",
        "Sign in to {service}",
        id="L-03",
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
        "If the one you want was greyed out it is already linked; remove this app in {service} under Settings > Connected "
        "apps, then connect again.",
        "Start again",
        id="L-06",
    ),
    "demo-company": Template(
        "This is a demo company",
        "“{name}” is a demo company. Its data is wiped regularly. Continue only for testing?",
        id="L-07",
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
        "No return address is free on this computer ({ports}). Copy the address shown in the browser and paste it here.",
        id="L-12",
        kind="attention",
    ),
    "host-blocked": Template(
        "{host} cannot be shown here",
        "Signing in with another company's account works in your own browser.",
        "Open in my browser",
    ),
    "page-died": Template("The sign-in page stopped", "Start it again, or use your own browser.", "Start again"),
    "view-refused": Template("The built-in sign-in cannot run as administrator.", "Use your own browser.", "Open in my browser"),
    "browser-not-opened": Template("The browser did not open", "Copy the link and open it yourself.", "Copy link"),
}
STORE_MESSAGES = {
    "keyring": Template("The keyring did not answer as expected", "Nothing was saved.", "Try again"),
    "keyring-missing": Template(
        "No keyring was found on this computer",
        "LMB Desktop keeps sign-ins in a keyring and nowhere else. Set one up, or keep this sign-in in memory until you quit.",
        "Until I quit",
    ),
    "keyring-locked": Template(
        "The keyring is locked", "Unlock it with your login password; what you entered is kept.", "Try again"
    ),
    "keyring-refused": Template("The keyring did not keep the entry", "Nothing was saved.", "Try again"),
    "keyring-slow": Template(
        "The keyring did not answer", "It may be asking for a password in another window.", "Try again"
    ),
    "secret-too-long": Template(
        "The keyring cannot hold this token",
        "It has {length} characters; {limit} fit. Check that only the token was pasted.",
    ),
    "secret-lost": Template(
        "The sign-in is no longer in the keyring", "It was removed outside LMB Desktop. Nothing else is lost."
    ),
    "secret-not-kept": Template(
        "The sign-in was kept until LMB Desktop quit", "Authorise again to go on. Nothing else is lost.", kind="attention"
    ),
    "store": Template("The account list did not answer as expected", "Nothing was saved.", "Try again"),
    "store-busy": Template(
        "The account list is in use", "Another program is writing it. Nothing was saved.", "Try again"
    ),
    "store-damaged": Template("The account list cannot be read", "It lies at {place}. Nothing was changed."),
    "store-too-new": Template(
        "The account list is from a newer LMB Desktop", "Nothing was changed. Install the newest version to open it."
    ),
    "disk-full": Template("There is no space left on the disk", "Nothing was saved.", "Try again"),
    "no-such-account": Template("No account is called “{name}”", "`lmb-desktop accounts` lists them."),
    "cancelled": Template("Stopped", kind="info"),
}
CATALOGUE = (
    FIELD_MESSAGES
    | AMAZON_MESSAGES
    | WAY_MESSAGES
    | {"timed-out": WAY_MESSAGES["offline"]}
    | LEDGER_MESSAGES
    | STORE_MESSAGES
)
