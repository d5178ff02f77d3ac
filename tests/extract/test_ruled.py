"""An article by the rule of its site: what it forces, and what it leaves as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.errors import Reject
from nouvelles.extract import extract_capture
from nouvelles.extract.ruled import extract_ruled
from nouvelles.extract.sites import by_host, parse_rules
from nouvelles.records import Article, Capture
from tests.extract.captures import PAGES, capture

URL = "https://sound-gazette.example/2026/05/04/ferry-strike"
PAGE = capture((PAGES / "busy.html").read_bytes(), url=URL)
CREWS = "What the crews want"


def ruled(rule: str, page: Capture = PAGE) -> Article:
    name = "sound-gazette.example.toml"
    return extract_ruled(page, by_host([parse_rules(f"[[rule]]\n{rule}\n", name)]))


def texts(article: Article) -> list[str]:
    return [block.text for block in article.body]


def rule_doubts(article: Article) -> list[str]:
    return [d.detail for d in article.doubts if d.code == "site-rule"]


def test_without_a_rule_nothing_changes() -> None:
    plain = extract_capture(PAGE)
    assert extract_ruled(PAGE, {}) == plain
    other = by_host([parse_rules("[[rule]]\nbody = 'p'\n", "other.example.toml")])
    assert extract_ruled(PAGE, other) == plain


def test_what_is_stripped_is_left_out_and_told() -> None:
    plain = extract_capture(PAGE)
    found = ruled("strip = ['blockquote', 'article > ul', '.gone']")
    assert any("asking to sleep" in text for text in texts(plain))
    assert not any("asking to sleep" in text for text in texts(found))
    assert any("forty hands" in text for text in texts(found))
    told = {left.path: left for left in found.left_out if left.reason == "site-rule"}
    quote = told["/html/body/*[4]/*[1]/*[11]"]
    assert quote.words == "We are not asking for gold. We are asking to sleep."
    assert told["/html/body/*[4]/*[1]/*[10]"].words.startswith("Two nights ashore")
    assert rule_doubts(found) == []
    assert found.headline == plain.headline


LONG = "The gulls came back to Norhaven on the first warm morning, all at once. " * 3
TWO = capture(
    f"""<!doctype html><html lang=en><head><title>Gulls</title>
    <meta property=og:type content=article></head><body>
    <p class=names>Ola Strand, Siri Vik</p><div class=main><h1>Gulls</h1>
    <p>{LONG} One.</p><p>{LONG} Two.</p></div>
    <!-- c --><div class=other><p>{LONG} Three.</p><p>{LONG} Four.</p></div>
    </body></html>""",
    url="https://sound-gazette.example/gulls",
)


def test_the_body_is_where_the_rule_says() -> None:
    found = ruled("body = '.other'", TWO)
    assert [text[-6:].strip() for text in texts(found)] == ["Three.", "Four."]
    assert found.headline == "Gulls"
    paths = [block.path for block in found.body if block.path]
    assert all(path.startswith("/html/body/*[3]") for path in paths)


def test_single_fields() -> None:
    found = ruled(
        "headline = '.byline'\nkicker = '.masthead'\nstandfirst = 'aside p'\n"
        "byline = '.byline'\npublished = 'time'"
    )
    assert found.headline == "By Mira Holm"
    assert found.kicker == "The Sound Gazette"
    assert found.standfirst.startswith("The day's news")
    assert found.byline == ("Mira Holm",)
    assert found.published is not None
    assert found.published.isoformat() == "2026-05-04T07:30:00+02:00"
    plain = extract_capture(PAGE)
    assert (found.body, found.canonical) == (plain.body, plain.canonical)
    assert ruled("byline = '.names'", TWO).byline == ("Ola Strand", "Siri Vik")


def test_a_rule_that_finds_nothing_gives_a_doubt_and_changes_nothing() -> None:
    plain = extract_capture(PAGE)
    found = ruled("body = '.story'\nheadline = 'h1.gone'\nbyline = '.gone'")
    assert rule_doubts(found) == ["body: none", "headline: none", "byline: none"]
    assert replace(found, doubts=plain.doubts) == plain
    found = ruled("published = 'h1'")
    assert rule_doubts(found) == ["published: Ferry strike enters second week"]
    assert found.published == plain.published
    found = ruled("body = 'aside input'")
    assert rule_doubts(found) == ["body: no-text"]
    assert found.body == plain.body


LISTING = capture(
    "<!doctype html><title>All</title><meta property=og:type content=website><body>"
    + "".join(
        f"<p><a href=/{n}>Headline number {n} of today</a></p>" for n in range(90)
    )
    + f"<div class=story><p>{LONG}</p><p>{LONG}</p></div></body>",
    url="https://sound-gazette.example/",
)


def test_a_rule_knows_better_what_is_an_article() -> None:
    with pytest.raises(Reject) as raised:
        extract_capture(LISTING)
    assert raised.value.reason in ("index-page", "no-text")
    with pytest.raises(Reject, match=raised.value.reason):
        ruled("headline = 'p'", LISTING)
    with pytest.raises(Reject, match=raised.value.reason):
        ruled("body = '.gone'", LISTING)
    assert any(
        "gulls came back" in text for text in texts(ruled("body = '.story'", LISTING))
    )


def test_other_verdicts_stand() -> None:
    with pytest.raises(Reject, match="http-status"):
        ruled("body = 'article'", replace(PAGE, status=500))
    with pytest.raises(Reject, match="not-html"):
        ruled("body = 'article'", replace(PAGE, body=b"%PDF-1.7"))


def test_a_page_in_another_encoding() -> None:
    text = "Чайки вернулись в Норхавен в первое тёплое утро, все сразу. " * 4
    html = f"<title>Чайки</title><p>{text}</p><div class=s><p>{text}Да.</p></div>"
    page = capture(
        html.encode("cp1251"),
        url="https://sound-gazette.example/g",
        content_type="text/html; charset=windows-1251",
    )
    found = ruled("body = '.s'", page)
    assert texts(found) == [f"{text}Да."]
