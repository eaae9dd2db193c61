"""Pasted text made plain: markup, mail encodings, entities and invisible characters go. Knows no Amazon."""

from __future__ import annotations

import html
import re
import unicodedata

_STRANGE = re.compile(r"[^\n\t\x20-\x7e…]")
_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_BARS = "\u00a6\u01c0\u2223\u2502\u2758"
_UNSEEN = ("Cf", "Cc", "Co", "Cn", "Cs", "Mn", "Me")
"""Categories of characters that are not seen, or only choose how the one before them is drawn."""

_ENCODED = re.compile(r"=(?:[0-9A-F]{2}|$)", re.MULTILINE)
_BYTES = re.compile(r"(?:=[0-9A-F]{2})+")
_SURELY_ENCODED = re.compile(r"=3D|=7C|=C[23]=[89AB]|=E2=[89AB]")
"""Equals sign, bar, umlaut or quotation mark as mail carries them: an ID behind an equals sign may look like a byte."""
_LEAST_WRAPPED, _MOST_WRAPPED = 70, 76
"""Lengths of lines that a mail program breaks with an equals sign."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>([ \t]*\n)?")
_VALUE = re.compile(r"\bvalue\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_INLINE = re.compile("a|abbr|b|big|bdi|bdo|code|em|font|i|ins|kbd|mark|nobr|s|small|span|strong|sub|sup|tt|u|wbr")
_BLOCK = re.compile(
    "article|aside|body|blockquote|br|button|caption|center|cite|col|colgroup|dd|del|details|div|dl|dt|fieldset|footer|"
    "form|h[1-6]|head|header|hr|html|img|input|label|legend|li|link|main|meta|nav|ol|option|output|p|pre|section|"
    "select|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|var"
)
_ENTITY_ROUNDS = 3
"""How often entities may have been encoded on top of each other."""

_LINE_ESCAPE = re.compile(r"\\[nrt]")
_CODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_MARK_ESCAPE = re.compile(r"\\([^\w\s])")
_BAR_ESCAPE = re.compile(r"%7C", re.IGNORECASE)
_QUOTED = re.compile(r"^[ \t]*[>|][>| \t]*")


def plain_text(text: str) -> str:
    """Return the words of a pasted text, line by line, without what mail, web pages and editors put around them."""
    seen = _seen(text.replace("\r\n", "\n"))
    for undo in (_without_mail_breaks, _without_tags, _without_entities, _seen, _without_escapes, _seen):
        seen = undo(seen)
    return "\n".join(_QUOTED.sub("", line).rstrip() for line in seen.split("\n"))


def _seen(text: str) -> str:
    return _STRANGE.sub(lambda found: _as_seen(found[0]), text)


def _as_seen(character: str) -> str:
    """Return a character as plain as it looks: nothing for one that is not seen."""
    if character in _LINE_ENDS:
        return "\n"
    if character.isspace():
        return " "
    if character in _DASHES:
        return "-"
    if character in _BARS:
        return "|"
    return "" if unicodedata.category(character) in _UNSEEN else unicodedata.normalize("NFKC", character)


def _without_mail_breaks(text: str) -> str:
    """Undo quoted-printable, where every equals sign of the text is one of it."""
    lines = [line.rstrip() for line in text.split("\n")]
    trimmed = "\n".join(lines)
    if trimmed.count("=") != len(_ENCODED.findall(trimmed)):
        return text
    is_broken = any(line.endswith("=") and _LEAST_WRAPPED <= len(line) <= _MOST_WRAPPED for line in lines[:-1])
    if not is_broken and not _SURELY_ENCODED.search(trimmed):
        return text
    return _BYTES.sub(_decoded, trimmed.replace("=\n", ""))


def _decoded(encoded: re.Match[str]) -> str:
    return bytes.fromhex(encoded[0].replace("=", "")).decode("utf-8", "replace")


def _without_tags(text: str) -> str:
    return _TAG.sub(_instead_of_tag, text)


def _instead_of_tag(tag: re.Match[str]) -> str:
    """Return what a tag stands for: nothing, a line end with the value of a field, or itself where it is none."""
    name = tag[1].lower()
    if _INLINE.fullmatch(name):
        return tag[3] or ""
    if not _BLOCK.fullmatch(name):
        return tag[0]
    value = _VALUE.search(tag[2] or "")
    if value:
        return f"\n{value[1] or value[2] or ''}\n"
    return "\t" if name in ("td", "th") else "\n"


def _without_entities(text: str) -> str:
    for _round in range(_ENTITY_ROUNDS):
        text = html.unescape(text)
    return text


def _without_escapes(text: str) -> str:
    text = _CODE_ESCAPE.sub(lambda found: chr(int(found[1], 16)), _BAR_ESCAPE.sub("|", text))
    return _MARK_ESCAPE.sub(r"\1", _LINE_ESCAPE.sub("\n", text))
