"""Country names from the codes that services send (ISO 3166 alpha-2, and alpha-3 at Intuit)."""

from __future__ import annotations

from PySide6.QtCore import QLocale

# Intuit sends three letters since autumn 2025; only the countries it sells in need a name here.
ALPHA_3 = {"GBR": "GB", "USA": "US", "CAN": "CA", "AUS": "AU", "IND": "IN", "FRA": "FR", "IRL": "IE", "DEU": "DE"}


def country_name(code: str) -> str:
    """Return the English name of a country code, or the text itself when it is no code we know."""
    short = ALPHA_3.get(code.upper(), code.upper())
    territory = QLocale.codeToTerritory(short) if len(short) == 2 else QLocale.Country.AnyTerritory
    return QLocale.territoryToString(territory) if territory != QLocale.Country.AnyTerritory else code
