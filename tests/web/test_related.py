"""« Lire aussi »: who may be named, and how the block is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings
from nouvelles.records import BondKind, ReadAlso
from nouvelles.testing import MemoryReads
from nouvelles.web.related import Related, show_related
from nouvelles.web.site import open_site
from tests.web import invented_press as press

LISTED = {one.listed.id: one.listed for one in press.press()}


def also(id: str, kind: BondKind, odds: float = 1.0, **more: Any) -> ReadAlso:
    """An article of the invented press, beside some story."""
    return ReadAlso(listed=replace(LISTED[id], **more), kind=kind, odds=odds)


def show(
    *found: ReadAlso, names: Sequence[str] = (), **said: Any
) -> tuple[Related, ...]:
    return show_related(found, names, now=press.NOW, **said)


def block(*items: Related) -> LexborHTMLParser:
    """The block as the French edition writes it."""
    site = open_site(
        Settings(paper=PaperSettings()), MemoryReads(), clock=lambda: press.NOW
    )
    edition = site.first
    html = edition.templates.render_str(
        '{% from "parts.html" import related %}{{ related(items) }}',
        name="related.html",
        items=items,
        at=edition.addresses,
        now=press.NOW,
    )
    return LexborHTMLParser(html)


def test_each_has_its_kind_outlet_language_and_time() -> None:
    found = show(also("a2ar", "episode"), also("a8uk", "background"))
    page = block(*found)
    first, second = page.css(".also li")
    link = first.css_first("a")
    assert link is not None
    assert (link.attributes["lang"], link.attributes["dir"]) == ("ar", "rtl")
    assert (link.attributes["href"] or "").endswith("-a2ar")
    said = [span.text().strip() for span in first.css(".meta > span")]
    assert said[:3] == ["Avant", "المروال اليوم", "en arabe"]
    assert said[3].replace("\u00a0", " ").replace("\u202f", " ") == "9 h 05"
    assert second.css(".meta > span")[0].text() == "Contexte"
    assert len(page.css("h2")) == 1


def test_nothing_related_is_no_block() -> None:
    assert not block().css("aside")


def test_who_may_not_be_named_is_not() -> None:
    found = show(
        also("a4fr", "episode"),
        also("a2ar", "episode", withdrawn=press.NOW),
        also("a9de", "background"),
        names=["Dar Sohra"],
    )
    assert [one.item.id for one in found] == ["a9de"]
    assert show(also("a2ar", "episode", headline="")) == ()


def test_the_surest_are_shown_in_order_one_of_an_outlet() -> None:
    french = LISTED["a4fr"].source
    found = show(
        also("a2ar", "episode", 0.1),
        also("a4fr", "episode", 0.5),
        also("a9de", "episode", 0.9, source=french),
        also("a8uk", "background", 0.2),
        also("a1dam", "background", 0.7),
    )
    assert [one.item.id for one in found] == ["a9de", "a8uk", "a1dam"]


def test_what_came_later_is_said_to_have() -> None:
    found = show(
        also("a2ar", "episode"),
        also("a4fr", "episode", published=press.NOW),
        also("a8uk", "background", published=press.NOW),
        at=press.NOW - timedelta(minutes=1),
    )
    said = [span.text() for span in block(*found).css(".meta > span:first-child")]
    assert said == ["Avant", "Depuis", "Contexte"]


def test_headlines_of_strangers_are_escaped() -> None:
    page = block(*show(also("a11xss", "episode")))
    assert not page.css("script")
    assert "<script>alert(1)</script>" in page.css(".also a")[0].text()
