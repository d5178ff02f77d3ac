"""The text in a page's structured data, and in templates, where the page shows none."""

from __future__ import annotations

import json
import time

import pytest

from nouvelles.errors import Reject
from nouvelles.extract import extract
from nouvelles.extract.data_text import SHORTEST, find_markup, read_data_text
from nouvelles.records import Article
from tests.extract.small_pages import URL, read

FIRST = (
    "Nobody crossed the sound on Sunday. The ferries lay at their moorings for the eighth "
    "day, and the crews say that they will stay there until the rosters are changed."
)
SECOND = (
    "Talks between the union and the operator broke off on Friday night after eleven "
    "hours, and neither side has named a day for the next round."
)
THIRD = "The county has begun to fly medicine to the outer islands, twice a day."


def stated(text: str, **fields: str) -> str:
    """The element of structured data in which a text is an article's body."""
    thing = {
        "@type": "NewsArticle",
        "headline": "Ferries",
        "articleBody": text,
        **fields,
    }
    data = json.dumps(thing).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{data}</script>'


def texts(body: str) -> list[str]:
    blocks = read_data_text(read("", stated(body)))
    assert {block.kind for block in blocks} <= {"paragraph"}
    return [block.text for block in blocks]


# ---- articleBody -------------------------------------------------------------------


@pytest.mark.parametrize(
    "between",
    [
        "\n", "\n\n", " \r\n \n\t", "</p><p>", "</p>\n<p class='x'>", "<br><br>",
        "<br/> <br />", "</P><P>", "&lt;/p&gt;&lt;p&gt;",
    ],
)  # fmt: skip
def test_paragraphs(between: str) -> None:
    assert texts(f"{FIRST}{between}{SECOND}") == [FIRST, SECOND]


def test_one_break_parts_no_paragraph() -> None:
    assert texts(f"{FIRST}<br>{SECOND}") == [f"{FIRST} {SECOND}"]


def test_markup_and_entities() -> None:
    body = f"<p>{FIRST} 2 &lt; 3 &amp; <b>so</b> on</p><p>&nbsp;</p><p>Was\u00adser</p>"
    assert texts(body) == [f"{FIRST} 2 < 3 & so on", "Wasser"]
    assert texts(f"{FIRST} It&rsquo;s late. {SECOND}") == [
        f"{FIRST} It’s late. {SECOND}"
    ]


@pytest.mark.parametrize("body", ["", "x" * (SHORTEST - 1)])
def test_a_summary_is_no_text(body: str) -> None:
    assert texts(body) == []


def test_the_shortest_text() -> None:
    assert texts("x" * SHORTEST) == ["x" * SHORTEST]


@pytest.mark.parametrize("body", [None, 7, [FIRST, SECOND], {"@value": FIRST}])
def test_what_is_no_string_is_no_text(body: object) -> None:
    page = read(
        "",
        stated("").replace('"articleBody": ""', f'"articleBody": {json.dumps(body)}'),
    )
    assert page.article["articleBody"] == body
    assert read_data_text(page) == ()


@pytest.mark.parametrize(
    "filling",
    ["   ", "\t \r ", "\u00a0", "<br>  ", "<br", "\n \n", "<", "</p", "&nbsp;", "&lt;"],
)
def test_time_grows_with_length(filling: str) -> None:
    def cost(number: int) -> float:
        page = read("", stated(FIRST + filling * number + SECOND))
        best = 9.0
        for _ in range(2):
            began = time.process_time()
            read_data_text(page)
            best = min(best, time.process_time() - began)
        return best

    cost(10)
    assert cost(160_000) < 24 * max(cost(20_000), 0.01)


# ---- what it is used for -----------------------------------------------------------


def extracted(head: str, body: str) -> Article:
    head = f"<head><title>Ferries</title>{head}</head>"
    return extract(f"<html lang=en>{head}<body>{body}</body></html>", url=URL)


def codes(article: Article) -> list[tuple[str, str]]:
    return [(d.code, d.detail) for d in article.doubts if "data" in d.code]


def test_a_page_that_shows_a_stub() -> None:
    whole = "\n".join([FIRST, SECOND, THIRD] * 3)
    article = extracted(
        stated(whole), f"<h1>Ferries</h1><article><p>{THIRD}</p></article>"
    )
    assert [block.text for block in article.body] == [FIRST, SECOND, THIRD] * 3
    length = 3 * len(FIRST + SECOND + THIRD)
    ((code, detail),) = codes(article)
    assert code == "text-from-data"
    assert detail.endswith(f" of {length}")
    assert all(block.path == "" for block in article.body)


def test_a_page_that_shows_half() -> None:
    whole = "\n".join([FIRST, SECOND, FIRST.upper(), SECOND.upper(), THIRD.upper()])
    shown = f"<p>{FIRST}</p><p>{SECOND}</p>"
    article = extracted(stated(whole), f"<h1>Ferries</h1><article>{shown}</article>")
    assert [block.text for block in article.body] == [FIRST, SECOND]
    length = len(whole) - 4
    assert codes(article) == [
        ("shorter-than-data", f"{len(FIRST + SECOND)} of {length}")
    ]


def test_a_page_that_shows_as_much() -> None:
    shown = f"<h1>Ferries</h1><article><p>{FIRST}</p><p>{SECOND}</p></article>"
    article = extracted(stated(f"{FIRST}\n{SECOND}"), shown)
    assert codes(article) == []
    assert article.body[0].path != ""
    # A stub in the data is no evidence.
    assert codes(extracted(stated(FIRST[:100]), shown)) == []


# ---- templates ---------------------------------------------------------------------


def template(inside: str, kind: str = "text/template") -> str:
    return f'<script type="{kind}">{inside}</script>'


@pytest.mark.parametrize(
    "kind", ["text/template", "text/x-template", "x-tmpl-template"]
)
def test_a_text_in_a_template(kind: str) -> None:
    markup = f"<div><h3>Ferries</h3><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert find_markup(read(template(markup, kind))) == markup


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{{{{ title }}}}</p><p>{FIRST}</p><p>{SECOND}</p>",
        f"<p><% title %></p><p>{FIRST}</p><p>{SECOND}</p>",
        f"<p>${{title}}</p><p>{FIRST}</p><p>{SECOND}</p>",
        f"<p>{THIRD}</p>",
        "",
    ],
)
def test_templates_with_holes_and_short_ones(markup: str) -> None:
    assert find_markup(read(template(markup))) == ""


def test_the_longest_template_counts() -> None:
    page = read(
        template(f"<p>{FIRST}</p><p>{THIRD}</p>")
        + template(f"<p>{FIRST}</p><p>{SECOND}</p>")
    )
    assert find_markup(page) == f"<p>{FIRST}</p><p>{SECOND}</p>"


def test_a_page_whose_text_is_in_a_template() -> None:
    article = extracted(
        "", f"<h1>Ferries</h1>{template(f'<p>{FIRST}</p><p>{SECOND}</p>')}"
    )
    assert [block.text for block in article.body] == [FIRST, SECOND]
    assert [code for code, _ in codes(article)] == ["text-from-data"]
    with pytest.raises(Reject):
        extracted("", "<h1>Ferries</h1>")
