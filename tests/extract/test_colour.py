"""The coloured page: everything marked, nothing alive."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.extract.colour import coloured
from nouvelles.extract.reasons import Left
from nouvelles.records import Article, Block, BlockKind, Doubt, LeftOut
from tests.extract.captures import PAGES
from tests.extract.render.articles import SIGNS

BUSY = (PAGES / "busy.html").read_text(encoding="utf-8")
STORY = "/html/body/*[4]/*[1]"


def kept(kind: BlockKind, place: int) -> Block:
    return Block(kind=kind, path=f"{STORY}/*[{place}]")


def left(reason: str, path: str) -> LeftOut:
    return LeftOut(reason=reason, path=path, words="")


ARTICLE = Article(
    canonical="https://sound-gazette.example/2026/05/04/ferry-strike",
    headline="Ferry strike <enters> second week",
    doubts=(Doubt(code="body-short", detail="120 of 400 words"),),
    body=(
        kept("image", 5),
        kept("paragraph", 6),
        kept("paragraph", 7),
        kept("heading", 9),
        kept("table", 14),
        Block(kind="paragraph", text="Of no element"),
    ),
    left_out=(
        left("menu", "/html/body/*[2]"),
        left("share", f"{STORY}/*[4]"),
        left("newsletter", f"{STORY}/*[8]"),
        left("<invented>", f"{STORY}/*[12]"),
        left("caption", f"{STORY}/*[5]/*[2]"),
        left("other", "/html/body/*[77]"),
    ),
)


def found(selector: str, article: Article = ARTICLE, page: str = BUSY) -> LexborNode:
    node = LexborHTMLParser(coloured(page, article)).css_first(selector)
    assert node is not None, selector
    return node


def test_what_was_kept_and_left_out_is_marked() -> None:
    tree = LexborHTMLParser(coloured(BUSY, ARTICLE))
    assert [(n.tag, n.attributes["title"]) for n in tree.css("main .kept")] == [
        ("figure", "kept: image"),
        ("p", "kept: paragraph"),
        ("p", "kept: paragraph"),
        ("h2", "kept: heading"),
        ("table", "kept: table"),
    ]
    assert [(n.tag, n.attributes["title"]) for n in tree.css("main .left")] == [
        ("nav", "menu"),
        ("div", "share"),
        ("figcaption", "caption"),
        ("aside", "newsletter"),
        ("div", "<invented>"),
    ]
    assert tree.css_first("main p.kept em").text() == "Havfrue"
    assert tree.css_first("figure.kept .medium").text() == "[img: An empty quay]"


def test_the_key_tells_each_reason_with_its_look() -> None:
    tree = LexborHTMLParser(coloured(BUSY, ARTICLE))
    keys = [node.text() for node in tree.css(".key li")]
    assert keys[0] == "kept: 6 blocks"
    assert {"menu: 1", "share: 1", "<invented>: 1", "not found in the page: 1"} < {
        *keys
    }
    looks = [(n.attributes["class"] or "") for n in tree.css(".key li.left")]
    assert len(looks) == len({*looks}) == 6
    styles = tree.css_first("style").text()
    for look in looks:
        assert f".{look.split()[1]}{{" in styles
    assert tree.css_first(".key h1").text() == "Ferry strike <enters> second week"
    assert "body-short: 120 of 400 words" in tree.css_first(".key").text()


def test_the_key_leads_to_the_first_of_each() -> None:
    tree = LexborHTMLParser(coloured(BUSY, ARTICLE))
    first = tree.css_first("main .kept")
    assert first.attributes["id"] == "kept"
    links = [node.attributes["href"] or "" for node in tree.css("a")]
    assert links[0] == "#kept"
    assert len(links) == 6  # one reason's only part is nowhere
    for link in links:
        assert len(tree.css(f"main [id='{link[1:]}']")) == 1


def test_no_two_reasons_look_alike() -> None:
    reasons = [f"reason-{number}" for number in range(3)]
    many = Article(
        canonical="", headline="A", body=(),
        left_out=tuple(left(reason, "/html/body/*[1]") for reason in reasons),
    )  # fmt: skip
    styles = found("style", many).text()
    looks = re.findall(r"\.r\d+\{border-inline-start:6px (\w+ #\w+)", styles)
    assert len(looks) == len({*looks}) == 24


def test_reasons_of_one_page_look_different_while_there_are_looks() -> None:
    words = [*list(Left)[7:], "invented"]
    assert len(words) == 24
    many = Article(
        canonical="", headline="A", body=(),
        left_out=tuple(left(word, "/html/body/*[1]") for word in words),
    )  # fmt: skip
    tree = LexborHTMLParser(coloured(BUSY, many))
    looks = {node.attributes["class"] for node in tree.css(".key li.left")}
    assert len(looks) == 24


def test_an_element_kept_and_left_out_in_part_says_both() -> None:
    both = Article(
        canonical="", headline="A", body=(kept("paragraph", 6),),
        left_out=(left("share", f"{STORY}/*[6]"),),
    )  # fmt: skip
    assert found("main .kept", both).attributes["title"] == "kept: paragraph, share"


ALIVE = """<!doctype html><html lang="fr" dir="ltr" manifest="https://a.example/m"><head>
<base href="https://a.example/"><link rel=stylesheet href=a.css><style>@import "b.css";</style>
<meta http-equiv=refresh content="0;url=https://a.example"></head>
<body background="https://a.example/i.png" onload="alert(1)" style="background:url(/i.png)">
<script>alert(1)</script><noscript><img src="https://a.example/n.png"></noscript>
<img src="https://a.example/i.png" srcset="https://a.example/i2.png 2x" onerror="alert(1)" alt="<script>">
<picture><source srcset="https://a.example/s.webp"><img src="https://a.example/i.png"></picture>
<video poster="https://a.example/p.png" src="https://a.example/v.mp4"></video>
<iframe srcdoc="<script>alert(1)</script>" src="https://a.example/f"></iframe>
<object data="https://a.example/o"><embed src="https://a.example/e"></object>
<svg><image href="https://a.example/g.png"/><use href="https://a.example/g.svg#a"/><script>alert(1)</script></svg>
<a href="javascript:alert(1)" ping="https://a.example/ping">a link</a>
<form action="https://a.example/"><input type=image src="https://a.example/i.png"><button formaction="/b">send</button></form>
<table background="https://a.example/t.png"><tr><td lang="x&quot; onclick=&quot;alert(1)">cell</td></tr></table>
<x-widget onclick="alert(1)"><p>in a widget</p></x-widget><textarea></main><script>alert(1)</script></textarea>
<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
<template><img src="https://a.example/t.png"></template></body></html>"""  # noqa: E501

ATTRIBUTES = {"class", "id", "title", "data-why", "lang", "dir", "colspan", "rowspan",
              "start", "value"}  # fmt: skip


def test_nothing_of_the_page_is_alive() -> None:
    made = coloured(ALIVE, ARTICLE)
    tree = LexborHTMLParser(made)
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']")
    assert policy.attributes["content"] == (
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    assert len(tree.css("style")) == 1
    assert "a.example" not in made
    assert tree.css("script, link, base, img, iframe, svg, form, input, noscript") == []
    for node in tree.css("main, main *"):
        assert {*node.attributes} <= ATTRIBUTES
    text = tree.css_first("main").text()
    for words in ("a link", "send", "cell", "in a widget", "<script>alert(1)</script>"):
        assert words in text
    assert tree.css_first("main").attributes == {"lang": "fr", "dir": "ltr"}


@given(st.text(alphabet=SIGNS, max_size=200))
def test_any_page_stays_within_its_frame(page: str) -> None:
    tree = LexborHTMLParser(coloured(page, ARTICLE))
    assert tree.body is not None
    assert [node.tag for node in tree.body.iter()] == ["header", "main"]
    for node in tree.css("main *"):
        assert {*node.attributes} <= ATTRIBUTES


def test_a_deep_page_takes_linear_time() -> None:
    def cost(depth: int) -> float:
        page = "<div>" * depth + "<p>deep</p>"
        deep = Article(
            canonical="", headline="A",
            body=(Block(kind="paragraph", path="/html/body" + "/*[1]" * (depth + 1)),),
        )  # fmt: skip
        began = time.process_time()
        assert "kept: paragraph" in coloured(page, deep)
        return time.process_time() - began

    cost(100)
    assert cost(4_000) < 100 * max(cost(500), 0.001)


def test_pages_without_a_body() -> None:
    for page in ("", "<frameset><frame src=a></frameset>"):
        assert "<main></main>" in coloured(page, ARTICLE)


CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update",
             "--disable-sync"]  # fmt: skip


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_asks_for_nothing_and_sees_the_words(tmp_path: Path) -> None:
    file = tmp_path / "coloured.html"
    file.write_text(coloured(BUSY, ARTICLE), encoding="utf-8")
    alive = tmp_path / "alive.html"
    alive.write_text(coloured(ALIVE, ARTICLE), encoding="utf-8")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.goto(alive.as_uri())
        page.goto(file.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        label = page.evaluate(
            "getComputedStyle(document.querySelector('main nav.left'), '::before').content"
        )
        browser.close()
    assert asked == [alive.as_uri(), file.as_uri()]
    assert wide <= 390
    assert label == '"menu"'
