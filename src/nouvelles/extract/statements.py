"""What a page states about its licence and its use, word for word: nothing is judged."""

from __future__ import annotations

from typing import Any, Final

from nouvelles.extract.links import Links
from nouvelles.extract.page import Page, first_text
from nouvelles.records import Statement

#: Meta elements: robots (also per crawler), the TDM Reservation Protocol (W3C community
#: report, 2024), Dublin Core rights, IPTC and RSL habits (as known 2026-11-24).
_METAS: Final = (
    "robots", "googlebot", "googlebot-news", "bingbot", "google-extended", "ccbot",
    "gptbot", "tdm-reservation", "tdm-policy", "license", "licence", "dc.rights",
    "dcterms.rights", "dcterms.license", "rights", "copyright", "usageterms",
    "content-license", "ai-usage", "pinterest",
)  # fmt: skip
#: Properties of the article in JSON-LD (schema.org).
_PROPERTIES: Final = (
    "license", "usageInfo", "copyrightNotice", "acquireLicensePage", "conditionsOfAccess",
    "creditText",
)  # fmt: skip
_LONGEST: Final = 500


def find_statements(page: Page, links: Links) -> tuple[Statement, ...]:
    """The statements of meta elements, links and JSON-LD, in this order, each once."""
    found: list[tuple[str, str]] = [
        (name, value)
        for name in _METAS
        if name in page.metas
        for value in page.metas[name]
    ]
    found += links.stating
    for name in _PROPERTIES:
        if name in page.article:
            found.append((name, _text(page.article[name])))
    return tuple(
        Statement(name=name, value=value[:_LONGEST])
        for name, value in dict.fromkeys(found)
        if value
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("name")
    return first_text(value)
