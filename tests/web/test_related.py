"""« Lire aussi »: who may be named, and how the block is written."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web.related import Related, show_related
from nouvelles.web.site import open_site
from tests.web import invented_press as press

LISTED = {one.listed.id: one.listed for one in press.press()}


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
    found = show_related(
        [(LISTED["a2ar"], "episode"), (LISTED["a8uk"], "background")], ()
    )
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
    french, arabic = LISTED["a4fr"], LISTED["a2ar"]
    gone = replace(arabic, withdrawn=press.NOW)
    found = show_related(
        [(french, "episode"), (gone, "episode"), (LISTED["a9de"], "background")],
        ["Dar Sohra"],
    )
    assert [one.item.id for one in found] == ["a9de"]
    untitled = replace(arabic, headline="")
    assert show_related([(untitled, "episode")], ()) == ()


def test_headlines_of_strangers_are_escaped() -> None:
    page = block(*show_related([(LISTED["a11xss"], "episode")], ()))
    assert not page.css("script")
    assert "<script>alert(1)</script>" in page.css(".also a")[0].text()
