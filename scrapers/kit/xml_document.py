"""XML documents: no entity is resolved, nothing is loaded from anywhere."""

from __future__ import annotations

from lxml import etree

from scrapers.errors import Unreadable


def load(body: bytes) -> etree._Element:
    """The root element.

    Raises:
        Unreadable: no XML, or one with entities of its own (they can fill the memory).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            expected="an XML document", found=str(error)[:200], todo="look at the page"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(
            expected="XML without a document type of its own", found="one", todo="look at the page"
        )
    return root
