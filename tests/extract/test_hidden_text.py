"""Texts that a page carries in its data and does not show."""

import json

import pytest

from nouvelles.extract import extract
from nouvelles.extract.data_text import find_markup
from nouvelles.extract.page import read_page
from tests.extract.captures import URL

SENTENCES = (
    "The dam above the valley gave way on Tuesday night, a few hours after the rain had "
    "ended, and the water reached the plain in half an hour.",
    "The prefecture had eleven villages cleared. Nobody is missing, but the road along "
    "the valley stays closed until further notice.",
    "“We heard it before we saw it,” said Maud Ferrisker, who keeps the lock at the lower "
    "end of the valley, on Wednesday morning.",
    "Engineers of the electricity company will look at the second gate on Thursday, and a "
    "report is due by the end of the month.",
)
MARKUP = (
    '<div class="box"><img src="https://img.example/dam.jpg"><div class="caption"><p>The '
    f"dam on Tuesday. Photo: Ann Field</p></div></div>$$AD_SLOT$$<p>{SENTENCES[0]}</p>"
    f'<p>{SENTENCES[1]} <a href="/map">A map</a></p><h3>“We heard it”</h3>'
    f"<p>{SENTENCES[2]}</p>%%MORE%%<p>{SENTENCES[3]}</p>"
)


def application(script: str, kind: str = "") -> str:
    """A page of an application before its programs have run."""
    return (
        "<html lang=en><head><title>The dam gave way | The Quay Gazette</title>"
        '<script src="/app.js"></script></head><body><header><nav><a href="/world">World'
        "</a></nav></header><main id=app></main><footer>© The Quay Gazette</footer>"
        f"<script{kind}>{script}</script></body></html>"
    )


def escaped(text: str) -> str:
    """A text as JSON in a script: no tag of it may end the script."""
    return json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e")


@pytest.mark.parametrize(
    "page",
    [
        application(f'window.STATE = {{"id": 7, "html": {escaped(MARKUP)}}};'),
        application(f"self.push([1,{escaped(MARKUP)}])"),
        application(json.dumps({"a": {"b": [MARKUP]}}), ' type="application/json"'),
        application(MARKUP, ' type="text/x-template"'),
        application(f'var teaser = "<p>a</p><p>b</p>", body = {json.dumps(MARKUP)}'),
    ],
    ids=["state", "stream", "json", "template", "longest"],
)
def test_a_text_that_no_program_has_shown(page: str) -> None:
    article = extract(page, url=URL)
    assert article.headline == "The dam gave way"
    texts = [block.text for block in article.body if block.kind != "image"]
    assert texts[0] == SENTENCES[0]
    assert texts[1].startswith(SENTENCES[1])
    assert texts[2:] == ["“We heard it”", SENTENCES[2], SENTENCES[3]]
    assert not any(block.path for block in article.body)
    assert [doubt.code for doubt in article.doubts] == ["text-from-data"]
    links = [mark.url for block in article.body for mark in block.marks]
    assert links == ["https://courrier-du-val.example/map"]


@pytest.mark.parametrize(
    "script",
    [
        'window.STATE = {"html": "<p>short</p><p>shorter</p>"}',
        f'var view = "<p>{{{{ item.text }}}}</p><p>{SENTENCES[0] * 2}</p>"',
        f'var view = "<p>${{item.text}}</p><p>{SENTENCES[0] * 2}</p>"',
        f'var text = "{SENTENCES[0] * 3}"',
        f'var text = "<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>',
        '"' + '\\"' * 5_000 + "<p><p>",
    ],
    ids=["short", "holes", "more holes", "no markup", "unclosed", "no string"],
)
def test_what_is_no_text(script: str) -> None:
    assert find_markup(read_page(application(script), URL)) == ""


def test_a_page_that_shows_its_text_is_read_as_it_is_shown() -> None:
    shown = "".join(f"<p>{text}</p>" for text in SENTENCES)
    page = application(f'x = {{"html": {escaped(MARKUP * 2)}}}').replace(
        "<main id=app>", f"<main><article><h1>The dam gave way</h1>{shown}</article>"
    )
    article = extract(page, url=URL)
    assert [block.text for block in article.body] == list(SENTENCES)
    assert article.doubts == ()
