"""The service settings that point the program at a practice server, as TOML."""

from __future__ import annotations

import json

from lmb_desktop.practice.registered_apps import RegisteredApps


def settings_text(base_url: str, apps: RegisteredApps) -> str:
    """Return the settings for the server at this address."""
    ours = apps.amazon_by_key("ours")
    developer_ids = ", ".join(f"{slug} = {_quoted(number)}" for slug, number in apps.mws.ids.items())
    lines = [
        "[amazon]",
        f"client_id = {_quoted(ours.client_id)}",
        f"client_secret = {_quoted(ours.client_secret)}",
        f"application_id = {_quoted(ours.application_id)}",
        f"consent_redirect_uri = {_quoted(ours.redirect_uris[0])}",
        f"draft_app = {'true' if ours.is_draft else 'false'}",
        "[amazon.mws]",
        f"developer_name = {_quoted(apps.mws.name)}",
        f"access_key_id = {_quoted(apps.mws.access_key_id)}",
        f"secret_key = {_quoted(apps.mws.secret_key)}",
        f"developer_ids = {{ {developer_ids} }}",
        "[xero]",
        f"client_id = {_quoted(apps.xero.client_id)}",
        f"redirect_uris = [{', '.join(_quoted(uri) for uri in apps.xero.redirect_uris)}]",
        "[quickbooks]",
        f"client_id = {_quoted(apps.quickbooks.client_id)}",
        f"client_secret = {_quoted(apps.quickbooks.client_secret)}",
        f"redirect_uri = {_quoted(apps.quickbooks.redirect_uris[0])}",
        'environment = "sandbox"',
        "[endpoints]",
        *(f"{name} = {_quoted(base_url + path)}" for name, path in _ENDPOINTS.items()),
    ]
    return "\n".join(lines) + "\n"


_ENDPOINTS = {
    "amazon_token": "/amazon/auth/o2/token",
    "sp_api_na": "/amazon/sp-api/na",
    "sp_api_eu": "/amazon/sp-api/eu",
    "sp_api_fe": "/amazon/sp-api/fe",
    "mws": "/mws",
    "seller_central": "/seller-central",
    "xero_authorize": "/xero/identity/connect/authorize",
    "xero_token": "/xero/connect/token",
    "xero_revoke": "/xero/connect/revocation",
    "xero_connections": "/xero/connections",
    "xero_api": "/xero/api.xro/2.0",
    "xero_issuer": "/xero/issuer",
    "quickbooks_authorize": "/intuit/connect/oauth2",
    "quickbooks_token": "/intuit/oauth2/v1/tokens/bearer",
    "quickbooks_revoke": "/intuit/v2/oauth2/tokens/revoke",
    "quickbooks_userinfo": "/intuit/v1/openid_connect/userinfo",
    "quickbooks_api": "/intuit",
    "quickbooks_issuer": "/intuit/op/v1",
}


def _quoted(text: str) -> str:
    """Write a TOML basic string; JSON's escapes are valid there."""
    return json.dumps(text, ensure_ascii=False)
