"""Endpoints: the providers' real addresses. Only service settings checked to name this computer override them."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from lmb_desktop.core.errors import SettingsError
from lmb_desktop.core.marketplaces import Region
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Provider

# Selling Partner API guide, "Connecting to the Selling Partner API": one token address for all regions.
AMAZON_TOKEN = "https://api.amazon.com/auth/o2/token"
# Selling Partner API guide, "SP-API endpoints".
SP_API = {
    "NA": "https://sellingpartnerapi-na.amazon.com",
    "EU": "https://sellingpartnerapi-eu.amazon.com",
    "FE": "https://sellingpartnerapi-fe.amazon.com",
}


LEFT_OUT = "left-out:"
"""Stands for an address that was not overridden while others of its service were."""
AMAZON_KEYS = ("amazon_token", "sp_api", "sp_api_na", "sp_api_eu", "sp_api_fe", "mws")


@dataclass(frozen=True)
class LedgerEndpoints:
    """The addresses of one ledger provider; an empty issuer is not compared."""

    authorize: str
    token: str
    revoke: str
    api: str
    issuer: str
    connections: str = ""
    userinfo: str = ""


# Xero developer pages, "The PKCE flow"; published OpenAPI files for connections and Organisation.
XERO = LedgerEndpoints(
    authorize="https://login.xero.com/identity/connect/authorize",
    token="https://identity.xero.com/connect/token",
    revoke="https://identity.xero.com/connect/revocation",
    api="https://api.xero.com/api.xro/2.0",
    issuer="https://identity.xero.com",
    connections="https://api.xero.com/connections",
)
# Intuit's published OpenID discovery documents.
QUICKBOOKS = LedgerEndpoints(
    authorize="https://appcenter.intuit.com/connect/oauth2",
    token="https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
    revoke="https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
    api="https://quickbooks.api.intuit.com",
    issuer="https://oauth.platform.intuit.com/op/v1",
    userinfo="https://accounts.platform.intuit.com/v1/openid_connect/userinfo",
)
# The sandbox differs in two hosts; all else is shared.
QUICKBOOKS_SANDBOX = LedgerEndpoints(
    authorize=QUICKBOOKS.authorize,
    token=QUICKBOOKS.token,
    revoke=QUICKBOOKS.revoke,
    api="https://sandbox-quickbooks.api.intuit.com",
    issuer=QUICKBOOKS.issuer,
    userinfo="https://sandbox-accounts.platform.intuit.com/v1/openid_connect/userinfo",
)


def is_on_this_computer(url: str) -> bool:
    """Tell whether an address lies on the loopback interface."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def amazon_token_url(settings: ServiceSettings) -> str:
    """Return where refresh tokens of Amazon are exchanged; raises SettingsError when only it is not overridden."""
    return settings.endpoint("amazon_token") or checked(
        _real(settings, "amazon_token", real=AMAZON_TOKEN, family=AMAZON_KEYS)
    )


def sp_api_base(settings: ServiceSettings, sp_api_region: str) -> str:
    """Return the base of the Selling Partner API in NA, EU or FE; raises SettingsError when only it is real."""
    key = f"sp_api_{sp_api_region.lower()}"
    override = settings.endpoint(key) or settings.endpoint("sp_api")
    return override or checked(_real(settings, key, real=SP_API[sp_api_region], family=AMAZON_KEYS))


def seller_central_base(settings: ServiceSettings, region: Region) -> str:
    """Return the base of a region's Seller Central; raises SettingsError when only it is real."""
    real = f"https://{region.seller_central_host}"
    override = settings.endpoint("seller_central")
    return override or checked(_real(settings, "seller_central", real=real, family=AMAZON_KEYS))


def mws_base(settings: ServiceSettings, region: Region) -> str:
    """Return the base of MWS for a region, or an empty text where there never was one; raises SettingsError."""
    if region.mws_host is None:
        return ""
    return settings.endpoint("mws") or checked(
        _real(settings, "mws", real=f"https://{region.mws_host}", family=AMAZON_KEYS)
    )


def checked(url: str) -> str:
    """Return an address that may be asked; raises SettingsError for one that the service settings leave out."""
    if url.startswith(LEFT_OUT):
        key = url.removeprefix(LEFT_OUT)
        problem = f"{key} is missing, while other addresses of this service are on this computer"
        raise SettingsError(place="[endpoints]", problem=problem)
    return url


def _real(settings: ServiceSettings, key: str, *, real: str, family: tuple[str, ...]) -> str:
    """Return the real address, unless others of its service are overridden: what they issued must not reach it."""
    return f"{LEFT_OUT}{key}" if any(settings.endpoint(other) for other in family) else real


def ledger_endpoints(settings: ServiceSettings, provider: Provider, environment: str = "") -> LedgerEndpoints:
    """Return a ledger provider's addresses; `environment` picks Intuit's hosts (production or sandbox)."""
    if provider is Provider.XERO:
        return _overridden(settings, "xero", XERO)
    environment = environment or settings.quickbooks.environment
    return _overridden(settings, "quickbooks", QUICKBOOKS_SANDBOX if environment == "sandbox" else QUICKBOOKS)


def _overridden(settings: ServiceSettings, prefix: str, real: LedgerEndpoints) -> LedgerEndpoints:
    def address(name: str) -> str:
        key = f"{prefix}_{name}"
        return settings.endpoint(key) or _real(settings, key, real=str(getattr(real, name)), family=family)

    family = tuple(f"{prefix}_{name}" for name in ("authorize", "token", "revoke", "api", "connections", "userinfo"))
    is_elsewhere = any(settings.endpoint(f"{prefix}_{name}") for name in ("authorize", "token"))
    return LedgerEndpoints(
        authorize=address("authorize"),
        token=address("token"),
        revoke=address("revoke"),
        api=address("api"),
        # An issuer is a name, compared letter by letter (RFC 9207 section 2.4): its slash at the end stays.
        issuer=settings.endpoints.get(f"{prefix}_issuer", "") or ("" if is_elsewhere else real.issuer),
        connections=address("connections"),
        userinfo=address("userinfo"),
    )
