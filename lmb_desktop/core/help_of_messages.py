"""Where the help speaks of each message: page and heading by catalogue key. Texts stand in the pages.

A place is written as in a link of the pages: the page's name, and after a # sign the heading's (`token#an-access…`).
"""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = "first-steps#account-names"
_WENT_WRONG = "first-steps#something-went-wrong"
_REGION = "regions#registered-in-another-region-a-07"
_NO_MARKETPLACE = "regions#no-marketplace-of-this-region"
_SELLER_ID = "seller-id#where-it-stands"
_TOKEN = "token#where-it-comes-from"
_REFUSED = "token#amazon-does-not-recognise-the-token-a-08"
_APP = "app-credentials#client-id-and-client-secret"
_APP_REFUSED = "app-credentials#the-apps-own-id-or-secret-was-rejected-a-11"
_MWS_KEY = "mws#the-access-key-is-refused-or-missing-a-11"
_ENDED = "re-authorising#amazon-has-ended-the-authorisation-a-09"
_DIFFERENT_SELLER = "re-authorising#a-different-seller-account-a-16"
_CONNECTED = "seller-id#connected-already-a-10"
_ROLES = "roles#the-marketplaces-are-not-shown-a-12"
_PRIMARY_USER = "roles#only-the-primary-user-can-approve-a-14"
_NOT_ALLOWED = "ledger-sign-in#access-was-not-allowed-l-01"
_NOT_USED = "ledger-sign-in#an-answer-that-was-not-used"
_CERTIFICATE = "network#the-certificate-cannot-be-trusted"
_OUT_OF_DATE = "network#a-certificate-that-is-out-of-date"
_CLOCK = "network#the-clock-of-this-computer-a-21"
_OFFLINE = "network#could-not-be-reached-a-20"
_GONE = "account-list#gone-meanwhile"
_OTHER_MODE = "moving#the-file-belongs-to-another-kind-of-account"

MESSAGE_HELP: Mapping[str, str] = {
    "A-01": "seller-id#a-marketplace-id-in-its-place-a-01",
    "A-02": "seller-id#not-a-seller-id-a-02",
    "A-03": "mws#an-mws-token-a-03",
    "A-04": "token#an-access-token-a-04",
    "A-05": "app-credentials#the-solution-id-in-place-of-the-client-id-a-05",
    "A-06": "token#a-token-that-looks-cut-off-a-06",
    "sp-api-token": "token#a-token-of-the-other-method",
    "unusual-seller-id": _SELLER_ID,
    "unusual-token": _TOKEN,
    "empty-seller-id": _SELLER_ID,
    "empty-token": _TOKEN,
    "empty-mws-token": "seller-central#the-mws-auth-token-step-by-step",
    "empty-client-id": _APP,
    "empty-client-secret": _APP,
    "empty-name": _NAMES,
    "name-too-long": _NAMES,
    "name-taken": _NAMES,
    "token-refused": _REFUSED,
    "wrong-region": _REGION,
    "credentials-refused": _REFUSED,
    "grant-ended-amazon": _ENDED,
    "grant-expired-amazon": _ENDED,
    "duplicate-account": _CONNECTED,
    "duplicate-account-of-client": _CONNECTED,
    "wrong-seller": _DIFFERENT_SELLER,
    "wrong-seller-known": _DIFFERENT_SELLER,
    "wrong-seller-unnamed": _DIFFERENT_SELLER,
    "wrong-region-again": _REGION,
    "wrong-region-found": _REGION,
    "no-marketplaces-again": _NO_MARKETPLACE,
    "app-refused": _APP_REFUSED,
    "app-refused-mws": _MWS_KEY,
    "app-refused-mws-found": _MWS_KEY,
    "app-refused-own": _APP_REFUSED,
    "role-missing": _ROLES,
    "code-expired": "token#a-code-that-has-expired-a-13",
    "app-incomplete": "app-credentials#an-app-without-return-address",
    "role-missing-mws": _ROLES,
    "mws-access-denied": "mws#access-is-refused-for-this-seller-a-08",
    "not-professional": "roles#only-for-professional-accounts-a-17",
    "rate-limited": "limits#asked-to-slow-down-a-18",
    "authorisation-limit": "roles#the-app-has-reached-amazons-limit-a-19",
    "seller-id-differs": "seller-id#the-token-belongs-to-another-seller",
    "no-marketplaces": _NO_MARKETPLACE,
    "no-marketplaces-found": _NO_MARKETPLACE,
    "seller-id-differs-found": _DIFFERENT_SELLER,
    "mws-closed": "mws#amazon-closed-this-service",
    "app-missing-mws": _MWS_KEY,
    "app-missing": "app-credentials#no-app-is-known-yet",
    "offline": _OFFLINE,
    "timed-out": _OFFLINE,
    "portal": "network#this-network-wants-you-to-sign-in-first",
    "portal-likely": "network#something-else-answered",
    "proxy-password": "network#the-proxy-asks-for-a-password",
    "proxy-silent": "network#the-proxy-does-not-answer",
    "certificate-untrusted": _CERTIFICATE,
    "certificate-untrusted-after-sign-in": _CERTIFICATE,
    "certificate-name": "network#a-certificate-of-somebody-else",
    "certificate-dates": _OUT_OF_DATE,
    "certificate-expired": _OUT_OF_DATE,
    "clock-wrong": _CLOCK,
    "clock-wrong-days": _CLOCK,
    "clock-doubtful": _CLOCK,
    "service-trouble": "limits#a-provider-has-a-problem-of-its-own",
    "answer-unusable": "limits#an-answer-that-could-not-be-read",
    "settings": "app-credentials#the-settings-file-cannot-be-used",
    "error": _WENT_WRONG,
    "sign-in": "ledger-sign-in#the-sign-in-ended-with-an-error",
    "consent-denied": _NOT_ALLOWED,
    "sign-in-cancelled": _NOT_ALLOWED,
    "consent-failed": "ledger-sign-in#the-sign-in-ended-with-an-error",
    "sign-in-timed-out": "ledger-sign-in#the-sign-in-ran-out-of-time",
    "answer-late": "ledger-sign-in#the-sign-in-ran-out-of-time",
    "state-missing": _NOT_USED,
    "state-wrong": _NOT_USED,
    "answer-repeated": _NOT_USED,
    "answer-malformed": _NOT_USED,
    "issuer-wrong": _NOT_USED,
    "answer-not-ours": _NOT_USED,
    "address-not-ours": "browser#this-is-not-the-address-of-this-sign-in",
    "grant-idle": "keeping-alive#not-used-for-too-long-l-02",
    "grant-expired-ledger": "keeping-alive#ended-after-its-full-time",
    "grant-ended-ledger": "keeping-alive#the-provider-withdrew-the-connection-l-03",
    "choose-organisation": "organisations#choose-the-organisation-l-04",
    "wrong-account": "organisations#it-is-another-organisation-l-05",
    "no-organisation": "organisations#the-organisation-did-not-come-back-l-06",
    "demo-company": "organisations#a-demo-company-l-07",
    "sandbox-company": "organisations#a-demo-company-l-07",
    "organisation-of-other-client": "organisations#it-belongs-to-another-client",
    "base-currency-unused": "organisations#another-base-currency",
    "no-rights": "organisations#your-login-cannot-connect-apps-l-08",
    "connection-limit": "xero#the-limit-of-organisations-l-09",
    "app-refused-ledger": _APP_REFUSED,
    "scope-refused": "xero#an-old-permission-l-10",
    "subscription-ended": "quickbooks#the-subscription-has-ended-l-11",
    "subscription-ended-found": "quickbooks#the-subscription-has-ended-l-11",
    "listener-blocked": "browser#no-return-address-is-free-l-12",
    "host-blocked": "browser#a-page-that-cannot-be-shown-here",
    "page-died": "browser#the-sign-in-page-stopped",
    "view-refused": "browser#the-built-in-sign-in-cannot-run-as-administrator",
    "browser-not-opened": "browser#the-browser-did-not-open",
    "keyring": "keyring#the-keyring-did-not-keep-the-entry",
    "keyring-missing": "keyring#no-keyring-was-found",
    "keyring-locked": "keyring#the-keyring-is-locked",
    "keyring-refused": "keyring#the-keyring-did-not-keep-the-entry",
    "keyring-slow": "keyring#the-keyring-does-not-answer",
    "secret-too-long": "keyring#the-keyring-cannot-hold-this-token",
    "secret-lost": "keyring#the-sign-in-is-no-longer-in-the-keyring",
    "moved": "moving#this-account-came-from-another-computer",
    "account-file-unusable": "moving#this-file-cannot-be-used",
    "account-file-of-practice": _OTHER_MODE,
    "account-file-of-live": _OTHER_MODE,
    "account-file-of-sandbox": _OTHER_MODE,
    "account-file-of-production": _OTHER_MODE,
    "secret-not-kept": "keyring#kept-only-until-lmb-desktop-quit",
    "store": "account-list#the-list-did-not-answer-as-expected",
    "store-busy": "account-list#the-list-is-in-use",
    "store-damaged": "account-list#the-list-cannot-be-read",
    "store-too-new": "account-list#the-list-is-from-a-newer-lmb-desktop",
    "disk-full": "account-list#no-space-left-on-the-disk",
    "folder-not-writable": "account-list#the-folder-cannot-be-written",
    "no-such-account": _NAMES,
    "account-gone": _GONE,
    "link-gone": _GONE,
    "cancelled": "first-steps#stop-and-carry-on",
    "program-silent": "tray#it-is-already-running-and-does-not-answer",
    "start-at-login-refused": "tray#it-could-not-be-switched-on-or-off",
}
"""Place by catalogue key."""

CONSENT_HELP: Mapping[str, str] = {
    "no-access": _PRIMARY_USER,
    "individual-plan": "roles#only-for-professional-accounts-a-17",
    "no-authorise": "regions#authorise-app-is-missing-for-a-region",
    "MD1000": "consent-errors#md1000-the-app-is-still-a-draft",
    "MD5101": "consent-errors#md5101-the-return-address-does-not-match",
    "MD5110": "consent-errors#md5110-the-return-address-holds-a--sign",
    "MD9100": "consent-errors#md9100-the-app-cannot-be-authorised-this-way",
    "SPDC8143": _PRIMARY_USER,
    "CONSENT_LIMIT_REACHED": "roles#the-app-has-reached-amazons-limit-a-19",
    "SPSA0404": "consent-errors#spsa0404-the-kind-of-business",
    "other-code": "consent-errors#any-other-code",
}
"""Place by what people meet on Amazon's page."""
