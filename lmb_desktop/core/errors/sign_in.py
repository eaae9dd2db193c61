"""What can go wrong with signing in or being allowed. Facts only, no sentences."""

from __future__ import annotations

from lmb_desktop.core.errors.family import LmbError


class SignInError(LmbError):
    """Something about signing in or being allowed."""

    slug = "sign-in"


class CredentialsRefused(SignInError):
    """The service does not know this token for this app. Facts: service."""

    slug = "credentials-refused"


class MwsAccessDenied(CredentialsRefused):
    """MWS denied access without saying why. Facts: service."""

    slug = "mws-access-denied"


class AppRefused(SignInError):
    """The service rejected the app's own id or secret. Facts: service; method ("mws", or none)."""

    slug = "app-refused"


class AppMissing(SignInError):
    """No app credentials are known for the service. Facts: service."""

    slug = "app-missing"


class AppIncomplete(SignInError):
    """The app is known, but lacks what consent in the program needs. Facts: service."""

    slug = "app-incomplete"


class CodeExpired(SignInError):
    """Amazon does not take the code any more: it is too old, or was used. Facts: service, minutes."""

    slug = "code-expired"


class RoleMissing(SignInError):
    """The token is good but the answer was withheld. Facts: service; method ("mws", or none)."""

    slug = "role-missing"


class NoMarketplaces(SignInError):
    """The token is good but no marketplace of the chosen region takes part. Facts: region."""

    slug = "no-marketplaces"


class WrongRegion(SignInError):
    """The seller is registered elsewhere. Facts: found, found_slug, chosen."""

    slug = "wrong-region"


class SellerIdDiffers(SignInError):
    """The token belongs to another seller than the Seller ID typed. Facts: given, found (may be empty)."""

    slug = "seller-id-differs"


class NotProfessional(SignInError):
    """The seller account has the Individual plan."""

    slug = "not-professional"


class AuthorisationLimit(SignInError):
    """The app has used up its authorisations. Facts: limit."""

    slug = "authorisation-limit"


class MwsClosed(SignInError):
    """The MWS host did not speak MWS any more: Amazon closed the service in 2024. Facts: reason."""

    slug = "mws-closed"


class ConsentDenied(SignInError):
    """The person said no on the provider's page. Facts: service."""

    slug = "consent-denied"


class ConsentFailed(SignInError):
    """The provider sent an error instead of a code. Facts: service, code."""

    slug = "consent-failed"


class ScopeRefused(SignInError):
    """The provider does not grant a permission. Facts: service, scopes."""

    slug = "scope-refused"


class SignInCancelled(SignInError):
    """The person closed the sign-in. Facts: service."""

    slug = "sign-in-cancelled"


class SignInTimedOut(SignInError):
    """Nobody finished the sign-in in time. Facts: service, minutes."""

    slug = "sign-in-timed-out"


class AnswerNotOurs(SignInError):
    """An answer came back that does not belong to this sign-in. Facts: service."""

    slug = "answer-not-ours"


class StateMissing(AnswerNotOurs):
    """The answer carries no state."""

    slug = "state-missing"


class StateWrong(AnswerNotOurs):
    """The answer carries the state of another sign-in."""

    slug = "state-wrong"


class AnswerRepeated(AnswerNotOurs):
    """The sign-in has had its answer already."""

    slug = "answer-repeated"


class AnswerLate(AnswerNotOurs):
    """The answer came after the sign-in had expired. Facts: minutes."""

    slug = "answer-late"


class AnswerMalformed(AnswerNotOurs):
    """The answer repeats, mixes or oversizes its parts. Facts: problem."""

    slug = "answer-malformed"


class IssuerWrong(AnswerNotOurs):
    """The answer names another issuer (RFC 9207)."""

    slug = "issuer-wrong"


class AddressNotOurs(AnswerNotOurs):
    """A pasted address is not the return address of this sign-in."""

    slug = "address-not-ours"


class HostBlocked(SignInError):
    """The sign-in page led to a host that is not shown inside the program. Facts: host."""

    slug = "host-blocked"


class PageDied(SignInError):
    """The engine that shows the sign-in page stopped."""

    slug = "page-died"


class ViewRefused(SignInError):
    """The built-in view may not be opened here (started as root)."""

    slug = "view-refused"


class BrowserNotOpened(SignInError):
    """The system browser could not be opened."""

    slug = "browser-not-opened"


class ListenerBlocked(SignInError):
    """No registered return port is free on this computer. Facts: ports."""

    slug = "listener-blocked"


class GrantEnded(SignInError):
    """A grant that used to work was refused. Facts: service, reason (idle-too-long, withdrawn, expired)."""

    slug = "grant-ended"

    @property
    def reason(self) -> str:
        """Say why, as far as it can be told."""
        return self.fact("reason") or "withdrawn"


class WrongAccount(SignInError):
    """Signing in to a ledger again led to another organisation. Facts: expected, got (names)."""

    slug = "wrong-account"


class WrongSeller(SignInError):
    """Authorising Amazon again led to another seller. Facts: expected, got (IDs, store names); known_as (or none)."""

    slug = "wrong-seller"


class NoOrganisation(SignInError):
    """The consent brought no organisation. Facts: service."""

    slug = "no-organisation"


class NoRights(SignInError):
    """This login may not connect apps to the organisation. Facts: service, organisation, needs."""

    slug = "no-rights"


class ConnectionLimit(SignInError):
    """The app has reached its number of organisations. Facts: service."""

    slug = "connection-limit"


class SubscriptionEnded(SignInError):
    """The company's subscription has ended. Facts: organisation."""

    slug = "subscription-ended"


class AnswerUnusable(SignInError):
    """The service answered something that cannot be used. Facts: service, problem."""

    slug = "answer-unusable"
