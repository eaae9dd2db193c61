"""Service settings from what the build carries, a file, and what the user entered; later wins, wrong ones are named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lmb_desktop.core.errors import SettingsError
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import (
    AmazonSettings,
    MwsDeveloper,
    QuickBooksSettings,
    ServiceSettings,
    XeroSettings,
)
from lmb_desktop.gateways.settings_shape import ENDPOINTS, SECTIONS, SHAPE, joint_problem, problem_of


@dataclass(frozen=True)
class SettingsLayer:
    """One source of settings: values by dotted key, and the source's name (`build`, `file`, `user`)."""

    origin: str
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    """Where each value stands, file and line, for errors."""

    def __repr__(self) -> str:
        return f"SettingsLayer({self.origin}, {sorted(self.values)})"


def read_layer(origin: str, path: Path) -> SettingsLayer:
    """Read a settings file; raises SettingsError with file and line."""
    try:
        # With or without the mark that some editors put in front.
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(place=str(path), problem=f"the file cannot be read: {problem}") from error
    return parse_layer(origin, text, str(path))


def parse_layer(origin: str, text: str, place: str) -> SettingsLayer:
    """Read settings from text; `place` names the source in errors. Raises SettingsError."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = line[1] if line else max(1, len(text.splitlines()))
        # Without the cause: its text may hold a piece of a secret.
        raise SettingsError(place=f"{place}:{number}", problem="this is not TOML") from None
    values = {}
    for key, value in _flat(document):
        problem = problem_of(key, value) if key in SHAPE else f"{key} is not a setting"
        if problem:
            raise SettingsError(place=f"{place}:{_line_of(text, key)}", problem=problem)
        values[key] = value
    return SettingsLayer(origin, values, {key: f"{place}:{_line_of(text, key)}" for key in values})


def merged(*layers: SettingsLayer) -> ServiceSettings:
    """Return the settings of all layers; a later layer's value wins where it is not empty. Raises SettingsError."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    places: dict[str, str] = {}
    for layer in layers:
        for key, value in layer.values.items():
            if value not in ("", [], {}):
                values[key] = value
                origins[key] = layer.origin
                places[key] = layer.places.get(key, layer.origin)
    key, problem = joint_problem(values)
    if problem:
        raise SettingsError(place=places[key], problem=problem)
    return _settings(values, origins)


def _settings(values: Mapping[str, Any], origins: Mapping[str, str]) -> ServiceSettings:
    mws = MwsDeveloper(
        developer_name=values.get("amazon.mws.developer_name", ""),
        access_key_id=values.get("amazon.mws.access_key_id", ""),
        secret_key=_secret(values, "amazon.mws.secret_key"),
        developer_ids=dict(values.get("amazon.mws.developer_ids", {})),
    )
    amazon = AmazonSettings(
        client_id=values.get("amazon.client_id", ""),
        client_secret=_secret(values, "amazon.client_secret"),
        application_id=values.get("amazon.application_id", ""),
        consent_redirect_uri=values.get("amazon.consent_redirect_uri", ""),
        draft_app=values.get("amazon.draft_app", False),
        mws=mws,
    )
    uris = tuple(values.get("xero.redirect_uris", ())) or XeroSettings().redirect_uris
    quickbooks = QuickBooksSettings(
        client_id=values.get("quickbooks.client_id", ""),
        client_secret=_secret(values, "quickbooks.client_secret"),
        redirect_uri=values.get("quickbooks.redirect_uri", ""),
        environment=values.get("quickbooks.environment", "production"),
    )
    return ServiceSettings(
        amazon=amazon,
        xero=XeroSettings(client_id=values.get("xero.client_id", ""), redirect_uris=uris),
        quickbooks=quickbooks,
        endpoints={key: values[f"endpoints.{key}"] for key in ENDPOINTS if f"endpoints.{key}" in values},
        origins=origins,
    )


def _secret(values: Mapping[str, Any], key: str) -> Secret:
    value = values.get(key, "")
    return value if isinstance(value, Secret) else Secret(value)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and key in SECTIONS:
            yield from _flat(value, f"{key}.")
        else:
            yield key, value


def _line_of(text: str, key: str) -> int:
    """Return the line on which a dotted key stands; the first line when it cannot be found."""
    section, name = key.rpartition(".")[::2]
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[([^\]]+)\]", line)
        if header:
            current = header[1].strip()
            if current == key:
                return number
        elif current == section and re.match(rf'\s*"?{re.escape(name)}"?\s*=', line):
            return number
    # An inline table, or a dotted key: the first line that gives the name a value.
    named = (
        number for number, line in enumerate(text.splitlines(), 1) if re.search(rf"\b{re.escape(name)}\b.*=", line)
    )
    return next(named, 1)
