"""The shapes and labels by which values are found in plain text. Each finder gives the different values of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.pasted_lines import CUT_OFF, hex_from, token_from
from lmb_desktop.core.seller_credentials import clean_seller_id, clean_token

# The ids of a marketplace that never came to the Selling Partner API, and of one that is often written wrongly.
_NO_SELLERS = frozenset({"AAHKV2X7AFYLW", "A2Q3Y263D00KMC"})

_GAP = r"[^A-Za-z0-9]{0,16}"
"""What stands between a label and its value: colons, brackets, bars of tables, line ends."""
_SELLER_LABEL = (
    r"(?:seller[\s_-]*id(?:entifier)?|merchant[\s_-]*(?:id(?:entifier)?|token)|selling[\s_-]*partner[\s_-]*id|"
    r"(?<=[?&])(?:seller|merchant|me|m)(?==))"
)
_LABELLED_SELLER = re.compile(rf"(?i:{_SELLER_LABEL}){_GAP}([Aa][A-Za-z0-9]{{7,24}})(?![A-Za-z0-9])")
_LABELLED_MARKETPLACE = re.compile(rf"(?i:marketplace[\s_-]*ids?){_GAP}([A-Z0-9]{{10,16}})(?![A-Za-z0-9])")
_SELLER = re.compile(r"(?<![A-Za-z0-9.-])A(?=[A-Z]*[0-9])[A-Z0-9]{11,15}(?![A-Za-z0-9])")

_REFRESH = re.compile(r"Atzr\|")
_ACCESS = re.compile(r"Atza\|")
_MWS = re.compile(r"amzn\.mws\.")
_MWS_LENGTH, _LEAST_MWS = 36, 4
_LABELLED_TOKEN = re.compile(rf"(?i:refresh[\s_-]*token){_GAP}([\w+/-]{{20,2041}}={{0,2}})", re.ASCII)

_CLIENT = re.compile(r"amzn1\.application-oa2-client\.")
_CLIENT_LENGTH = 32
_LABELLED_CLIENT = re.compile(
    rf"(?i:client[\s_-]*id(?:entifier)?){_GAP}(amzn1\.(?:sp\.solution|sellerapps\.app)\.[\w-]+)", re.ASCII
)
_SECRET = re.compile(r"amzn1\.oa2-cs\.v1\.")
_SECRET_LENGTH = 64
_LABELLED_SECRET = re.compile(rf"(?i:client[\s_-]*secret){_GAP}([\w+/.-]{{16,200}}={{0,2}})", re.ASCII)
_OLD_SECRET = re.compile(r"(?<![A-Za-z0-9.])[0-9a-f]{64}(?![A-Za-z0-9])")


def seller_ids(plain: str, book: MarketplaceBook) -> tuple[tuple[str, ...], str]:
    """Return the Seller IDs, labelled ones before others, and a marketplace's id that stands in place of one."""
    others = set(_LABELLED_MARKETPLACE.findall(plain)) | _NO_SELLERS
    labelled = _different(clean_seller_id(one) for one in _LABELLED_SELLER.findall(plain) if _is_id(one))
    sellers = [one for one in labelled if one not in others and book.marketplace(one) is None]
    if not sellers:
        shaped = _different(_SELLER.findall(plain))
        sellers = [one for one in shaped if one not in others and book.marketplace(one) is None]
    mistaken = [one for one in labelled if book.marketplace(one) is not None]
    return tuple(sellers), mistaken[0] if mistaken and not sellers else ""


def tokens(plain: str) -> tuple[str, ...]:
    """Return the refresh and MWS tokens; access tokens, and labelled texts of no known shape, only without those."""
    refresh = [_token(plain, found) for found in _REFRESH.finditer(plain)]
    found = _different(_longest([one for one in (*refresh, *_mws_tokens(plain)) if one]))
    return found or _different(_token(plain, one) for one in _ACCESS.finditer(plain)) or _labelled_tokens(plain)


def client_ids(plain: str) -> tuple[str, ...]:
    """Return the client IDs; an application's id that is called one only without those."""
    found = _hex_values(plain, _CLIENT, _CLIENT_LENGTH)
    return found or _different(_LABELLED_CLIENT.findall(plain))


def client_secrets(plain: str, *, has_app: bool) -> tuple[str, ...]:
    """Return the client secrets; older ones have no mark of their own and need a label, or their app beside them."""
    found = _hex_values(plain, _SECRET, _SECRET_LENGTH)
    if found:
        return found
    labelled = [one for one in _LABELLED_SECRET.findall(plain) if _is_random(one) and not one.startswith("amzn")]
    return _different(labelled) or (_different(_OLD_SECRET.findall(plain)) if has_app else ())


def _token(plain: str, prefix: re.Match[str]) -> str:
    text = token_from(plain, prefix.end()).text
    if plain[: prefix.start()].endswith("_"):
        # Marks of italics stand on both sides.
        text = text.removesuffix("_")
    return clean_token(prefix[0] + text) if text else ""


def _mws_tokens(plain: str) -> list[str]:
    runs = [(found[0], hex_from(plain, found.end(), _MWS_LENGTH)) for found in _MWS.finditer(plain)]
    return [prefix + run.text for prefix, run in runs if len(run.text) >= _LEAST_MWS]


def _labelled_tokens(plain: str) -> tuple[str, ...]:
    found = _LABELLED_TOKEN.findall(plain)
    return _different(one for one in found if _is_random(one) and not _SELLER.fullmatch(one))


def _hex_values(plain: str, prefix: re.Pattern[str], length: int) -> tuple[str, ...]:
    runs = [(one[0], hex_from(plain, one.end(), length).text) for one in prefix.finditer(plain)]
    return _different(start + text for start, text in runs if text and not text.endswith(CUT_OFF))


def _is_id(text: str) -> bool:
    """Tell whether a labelled text is an id in one case, and no word."""
    return (text.isupper() or text.islower()) and any(character.isdigit() for character in text)


def _is_random(text: str) -> bool:
    return any(character.isdigit() for character in text) and any(character.isalpha() for character in text)


def _longest(values: list[str]) -> list[str]:
    """Leave out values that were shortened for show, where the full text is there as well."""
    full = tuple(one for one in values if not one.endswith(CUT_OFF))
    return [one for one in values if one in full or not any(other.startswith(one[:-1]) for other in full)]


def _different(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
