"""Reading XML from a service: entities and external files are never followed, namespaces are left aside."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring


def xml_root(body: bytes) -> Element | None:
    """Return the root of a document, or None where it is none, or one that tries to be clever."""
    try:
        return fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None


def local_name(element: Element) -> str:
    """Return a name without its namespace: services do not always send the documented one."""
    return element.tag.rpartition("}")[2]


def elements(root: Element, name: str) -> Iterator[Element]:
    """Walk all elements of this name, wherever they stand."""
    return (element for element in root.iter() if isinstance(element.tag, str) and local_name(element) == name)


def text_below(parent: Element, name: str) -> str:
    """Return the text of the first element of this name, or an empty one."""
    return next((element.text or "" for element in elements(parent, name)), "").strip()
