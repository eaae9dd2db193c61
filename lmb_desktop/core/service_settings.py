"""ServiceSettings: the owner's app credentials and the addresses in use, as facts. Reading files is a gateway's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.core.sign_in import Provider


@dataclass(frozen=True)
class MwsDeveloper:
    """The developer registration used for MWS; ids per region slug."""

    developer_name: str = ""
    access_key_id: str = ""
    secret_key: Secret = EMPTY
    developer_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AmazonSettings:
    """The Amazon app: LWA client, and what consent inside the program needs."""

    client_id: str = ""
    client_secret: Secret = EMPTY
    application_id: str = ""
    consent_redirect_uri: str = ""
    draft_app: bool = False
    mws: MwsDeveloper = MwsDeveloper()


@dataclass(frozen=True)
class XeroSettings:
    """The Xero app: a PKCE client without a secret, and its registered return addresses in the order tried."""

    client_id: str = ""
    redirect_uris: tuple[str, ...] = (
        "http://localhost:8742/xero",
        "http://localhost:8743/xero",
        "http://localhost:8744/xero",
    )


@dataclass(frozen=True)
class QuickBooksSettings:
    """The Intuit app: id, secret, its one return address, and which kind of companies it reaches."""

    client_id: str = ""
    client_secret: Secret = EMPTY
    redirect_uri: str = ""
    environment: str = "production"


@dataclass(frozen=True)
class ServiceSettings:
    """Everything the program needs to know about the three services; `endpoints` holds overrides on this computer."""

    amazon: AmazonSettings = AmazonSettings()
    xero: XeroSettings = XeroSettings()
    quickbooks: QuickBooksSettings = QuickBooksSettings()
    endpoints: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where a value came from (`build`, `file`, `user`), by its key such as `amazon.client_id`."""

    def endpoint(self, key: str) -> str:
        """Return the override for a key without its trailing slash, or an empty text."""
        return self.endpoints.get(key, "").rstrip("/")

    @property
    def has_amazon_app(self) -> bool:
        """Tell whether an Amazon app is configured for SP-API."""
        return bool(self.amazon.client_id)

    @property
    def offers_consent(self) -> bool:
        """Tell whether Amazon's consent page can be shown in the program: the application ID is set."""
        return bool(self.amazon.application_id)

    @property
    def is_amazon_configured(self) -> bool:
        """Tell whether any Amazon id, key or endpoint is set."""
        mws = self.amazon.mws
        ids = (self.amazon.client_id, self.amazon.application_id, mws.access_key_id, *mws.developer_ids.values())
        return (
            any(ids)
            or bool(self.amazon.client_secret or mws.secret_key)
            or self._has_endpoint("amazon_", "sp_api", "mws", "seller_central")
        )

    def is_configured(self, provider: Provider) -> bool:
        """Tell whether one of the provider's ids, keys or endpoints is set."""
        has_secret = provider is Provider.QUICKBOOKS and bool(self.quickbooks.client_secret)
        return has_secret or self.can_sign_in(provider) or self._has_endpoint(f"{provider.value}_")

    def can_sign_in(self, provider: Provider) -> bool:
        """Tell whether a sign-in can be started: the app's id is known."""
        return bool((self.xero if provider is Provider.XERO else self.quickbooks).client_id)

    @property
    def is_any_configured(self) -> bool:
        """Tell whether any provider is configured."""
        return self.is_amazon_configured or any(self.is_configured(provider) for provider in Provider)

    @cached_property
    def is_all_on_this_computer(self) -> bool:
        """Tell whether every endpoint in use is overridden, and so lies on this computer."""
        if not self.is_any_configured:
            return False
        needed = {
            "amazon": ("amazon_token", "seller_central"),
            "xero": ("xero_authorize", "xero_token", "xero_revoke", "xero_connections", "xero_api"),
            "quickbooks": tuple(f"quickbooks_{name}" for name in ("authorize", "token", "revoke", "userinfo", "api")),
        }
        used = {provider.value: self.is_configured(provider) for provider in Provider}
        used["amazon"] = self.is_amazon_configured
        sp_api = bool(self.endpoint("sp_api")) or all(
            self.endpoint(f"sp_api_{region}") for region in ("na", "eu", "fe")
        )
        keys = [key for name, is_used in used.items() if is_used for key in needed[name]]
        mws = bool(self.endpoint("mws")) or not self.amazon.mws.access_key_id
        return all(self.endpoint(key) for key in keys) and (sp_api and mws if used["amazon"] else True)

    def _has_endpoint(self, *prefixes: str) -> bool:
        return any(value for key, value in self.endpoints.items() if value and key.startswith(prefixes))
