"""What bytes are, whatever their name or their source says: html, json, csv, xlsx, xml or pdf."""

from __future__ import annotations

import lzma
import zlib
from typing import Literal, TypeAlias

from scrapers.kit.bytes import GZIP, XZ

Form: TypeAlias = Literal["html", "json", "csv", "xlsx", "xml", "pdf"]
LOOKED_AT = 2000  # bytes
SHEET = b"PK\x03\x04"
HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title")


def form(body: bytes) -> Form | None:
    """What the bytes are, by their beginning; None where they begin like nothing that is known.

    An archive (.gz, .xz) is what is packed in it. Any other text is taken for csv.

    >>> form(b"<!DOCTYPE html><p>Home"), form(b'[{"plan": 1}]'), form(b"Code;Name")
    ('html', 'json', 'csv')
    """
    head = _unpacked(body).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(SHEET):
        return "xlsx"
    if b"\0" in head or not head:
        return None
    if head.startswith(b"<"):
        lower = head.lower()
        return "html" if any(mark in lower for mark in HTML) or _no_xml(lower) else "xml"
    return "json" if head[:1] in (b"{", b"[") else "csv"


def _no_xml(head: bytes) -> bool:
    """A piece of a page, without the heading of either: it begins with an element of HTML."""
    return head.startswith((b"<div", b"<main", b"<p>", b"<p ", b"<table", b"<section", b"<article"))


def _unpacked(body: bytes) -> bytes:
    try:
        if body.startswith(GZIP):
            return zlib.decompressobj(wbits=31).decompress(body, LOOKED_AT)
        if body.startswith(XZ):
            return lzma.LZMADecompressor().decompress(body, LOOKED_AT)
    except (zlib.error, lzma.LZMAError):
        return b""
    return body[:LOOKED_AT]
