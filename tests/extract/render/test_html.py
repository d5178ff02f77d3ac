"""HTML in which texts stay text, and which says what its parts are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from nouvelles.extract.render import to_document, to_html
from nouvelles.records import Block, Mark
from tests.extract.render.articles import (
    FULL,
    URL,
    article,
    mark,
    marked,
    paragraph,
    texts,
)

ELEMENTS = {
    "article", "header", "h1", "h2", "h3", "p", "a", "em", "strong", "q", "code", "sub",
    "sup", "ul", "li", "blockquote", "footer", "figure", "figcaption", "img", "small",
    "div", "table", "tbody", "tr", "td", "pre", "time", "hr",
}  # fmt: skip


@given(marked())
def test_texts_are_text(given_text: tuple[str, tuple[Mark, ...]]) -> None:
    text, marks = given_text
    block = paragraph(text, *marks)
    tree = LexborHTMLParser(to_html(article(block)))
    found = tree.css_first("article > p")
    assert (found.text() if found else "") == text
    for node in tree.css("article p *"):
        assert node.tag in ELEMENTS
    for link in tree.css("article p a"):
        assert (link.attributes["href"] or "").startswith(URL)


@given(texts, texts)
def test_no_field_becomes_markup(one: str, other: str) -> None:
    made = replace(
        FULL, headline=one, kicker=other, standfirst=one, byline=(other,), site_name=one,
        body=(
            Block(kind="image", text=one, credit=other, url=URL),
            Block(kind="embed", text=one, url=other),
            Block(kind="list", text=one, items=(one, other)),
            Block(kind="table", text=one, items=(one, other)),
            Block(kind="code", text=other),
            Block(kind="quote", text=one, credit=other),
        ),
    )  # fmt: skip
    tree = LexborHTMLParser(to_html(made))
    assert {n.tag for n in tree.css("article, article *")} <= ELEMENTS
    assert {name for n in tree.css("article, article *") for name in n.attributes} <= {
        "lang",
        "dir",
        "class",
        "datetime",
        "src",
        "alt",
        "loading",
        "href",
        "rel",
    }


def test_a_whole_article() -> None:
    tree = LexborHTMLParser(to_html(FULL))
    root = tree.css_first("article")
    assert root.attributes == {"lang": "en", "dir": "ltr"}
    for selector, said in {
        "header > .kicker": "Floods",
        "header > h1": "The dam held",
        "header > .standfirst": "Nobody is missing.",
        "h3": "What is known",
        "p a[rel='nofollow noopener noreferrer'] > strong": "Ada",
        "p em": "letter",
        "p sup": "3",
        "ul > li:nth-child(2)": "Two bridges",
        "ul > li > strong": "Two",
        "blockquote > p": "We had a quarter of an hour.",
        "blockquote > footer": "The mayor",
        "table tr:nth-child(2) > td:nth-child(2)": "3 m",
        "pre > code": "if rain > 3:\n    leave()",
        "figure > figcaption > small": "Bo / Wire",
        ".embed > a[href='https://video.example/embed/1']": "video",
        "h2 > time[datetime='2026-03-12T07:00:00+00:00']": "2026-03-12 07:00 +00:00",
    }.items():
        found = tree.css_first(selector)
        assert found is not None, selector
        assert found.text() == said
    facts = tree.css_first(".facts").text()
    assert facts.startswith("Ada Example, Bo Example, Wire · The Valley · 2026-03-12")
    assert [node.attributes["datetime"] for node in tree.css(".facts time")] == [
        "2026-03-12T06:40:00+05:30",
        "2026-03-12T09:05:00+00:00",
    ]


def test_a_day_is_no_time() -> None:
    made = replace(FULL, day_only=True, modified=None)
    assert '<time datetime="2026-03-12" dir="ltr">2026-03-12</time>' in to_html(made)


@pytest.mark.parametrize(
    ("headline", "text", "way"),
    [
        ("السد صمد", "قال العمدة في Valley Times إن كل شيء هادئ.", "rtl"),
        ("הסכר החזיק", "הכול שקט.", "rtl"),
        ("The dam held", "A sign said سد.", "ltr"),
        ("堤防は耐えた", "静かだ。", "ltr"),
        ("1 2 3", "4", "ltr"),
    ],
)
def test_which_way_a_text_runs(headline: str, text: str, way: str) -> None:
    assert f'dir="{way}"' in to_html(article(paragraph(text), headline=headline))


def test_what_leads_nowhere_is_no_link() -> None:
    text = "click here"
    made = to_html(
        article(
            paragraph(text, mark("link", text, "here", "javascript:alert(1)")),
            Block(kind="embed", text="film", url="javascript:alert(1)"),
            Block(kind="image", text="A dam", url="data:image/png;base64,AA"),
        )
    )
    assert "javascript" not in made
    assert "data:" not in made
    assert "click here" in made


def test_a_document_fetches_pictures_and_runs_nothing() -> None:
    made = to_document([FULL, article(paragraph("Text."))])
    tree = LexborHTMLParser(made)
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']").attributes
    assert (policy["content"] or "").startswith("default-src 'none'; img-src http:")
    assert len(tree.css("body > article")) == 2
    assert tree.css_first("title").text() == "The dam held · The valley is dry"
    assert re.search(r"<script|\son\w+=|url\(", made) is None
