"""Whatever is sent as a page: a rejection with its reason, or an article with doubts."""

import json
import time

import pytest

from nouvelles.errors import Reject
from nouvelles.extract import Reason, extract
from nouvelles.extract.gate import MOST_BYTES
from tests.extract.captures import PARAGRAPHS, URL, page
from tests.fuzz.check import check_article, texts

BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
RUSSIAN = "Плотина в верхней долине прорвалась во вторник утром, сообщили власти. "


def reason(data: bytes, content_type: str = "text/html") -> str:
    with pytest.raises(Reject) as caught:
        extract(data, url=URL, content_type=content_type)
    return Reason(caught.value.reason).value


@pytest.mark.parametrize(
    ("data", "content_type", "said"),
    [
        (b"", "text/html", "empty-page"),
        (b"\xef\xbb\xbf \n\0\0", "text/html", "empty-page"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "text/html", "not-html"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "text/html", "not-html"),
        (b"\x89PNG\r\n\x1a\n\0\0", "text/html", "not-html"),
        (b"GIF89a\1\0\1\0", "text/html", "not-html"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "text/html", "not-html"),
        (b"PK\3\4\x14\0", "text/html", "not-html"),
        (b"\x1f\x8b\x08\0\0\0", "text/html", "not-html"),
        (json.dumps({"html": BODY}).encode(), "application/json", "not-html"),
        (json.dumps({"html": BODY}).encode(), "text/html", "not-html"),
        (json.dumps([BODY]).encode(), "", "not-html"),
        (b"function f() { return 1 < 2 }", "application/javascript", "not-html"),
        (b"body { color: red }", "text/css", "not-html"),
        (b"Dear readers, this is a letter.", "text/plain", "not-html"),
        (bytes(range(256)) * 40, "", "not-html"),
        (bytes(range(1, 60)) * 40, "application/octet-stream", "not-html"),
        (b"<?xml version='1.0'?><rss><item>a</item></rss>", "text/xml", "not-html"),
        (b"<!-- a --><!-- b --><svg><text>a</text></svg>", "text/html", "not-html"),
        (b"<html></html>", "text/html", "no-text"),
        (b"<html><body><script>var a = 1</script></body></html>", "", "no-text"),
        (b"<html><body>" + b"<div>" * 100_000 + b"x", "text/html", "too-large"),
        (b"<html><body>" + b"<p>x" * 100_001, "text/html", "too-large"),
        (b"<html><body><p>" + b"a " * (MOST_BYTES // 2), "text/html", "too-large"),
    ],
    ids=lambda value: str(value)[:24] if isinstance(value, str) else None,
)
def test_what_is_no_article(data: bytes, content_type: str, said: str) -> None:
    assert reason(data, content_type) == said


@pytest.mark.parametrize(
    ("data", "doubts"),
    [
        (f"<title>Le barrage a cédé</title>{BODY}", []),
        (f"<!-- a -->\n<!-- b --><html><title>Le barrage a cédé</title>{BODY}", []),
        (page().replace("</p>", "").replace("</article></body></html>", ""), []),
        (page().replace("Le barrage", "Le\0 barrage"), ["undecodable"]),
    ],
    ids=["no structure", "comments first", "no closing tags", "a null byte"],
)
def test_broken_markup(data: str, doubts: list[str]) -> None:
    found = extract(data.encode(), url=URL, content_type="text/html; charset=utf-8")
    text = " ".join(block.text for block in found.body)
    assert "onze villages" in text
    assert "demi-heure" in found.standfirst + text


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-16", "text/html"),
        ("utf-16-le", "text/html; charset=utf-16"),
        ("utf-16-be", "text/html"),
        ("cp1251", "text/html; charset=windows-1251"),
        ("cp1251", "text/html; charset=utf-8"),
        ("koi8-r", "text/html"),
        ("utf-8", "text/html; charset=windows-1251"),
        ("utf-8-sig", "text/html; charset=koi8-r"),
    ],
)
def test_character_sets(codec: str, declared: str) -> None:
    html = (
        "<!doctype html><html><head><title>Плотина прорвалась</title></head><body>"
        f"<h1>Плотина прорвалась</h1><p>{RUSSIAN * 2}</p><p>{RUSSIAN * 3}</p></body></html>"
    )
    found = extract(html.encode(codec), url=URL, content_type=declared)
    assert found.headline == "Плотина прорвалась"
    assert RUSSIAN.strip() in " ".join(block.text for block in found.body)


def test_two_encodings_in_one_page_give_an_article_and_a_doubt() -> None:
    data = page().encode().replace("évacuer".encode(), "évacuer".encode("latin-1"))
    found = extract(data, url=URL, content_type="text/html; charset=utf-8")
    assert "undecodable" in [doubt.code for doubt in found.doubts]


@pytest.mark.parametrize("depth", [10, 200])
def test_nested_elements(depth: int) -> None:
    html = page().replace("<article>", "<div>" * depth + "<article>")
    assert extract(html.encode(), url=URL).headline == "Le barrage a cédé"


def test_data_that_nests_deeper_than_the_stack() -> None:
    data = "[" * 50_000 + "]" * 50_000
    head = f'<script type="application/ld+json">{data}</script>'
    assert extract(page(head=head).encode(), url=URL).headline == "Le barrage a cédé"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff" * MOST_BYTES, id="bytes of no encoding"),
        pytest.param(b"<p>a" * (MOST_BYTES // 4), id="five million tags"),
        pytest.param(b"<!-- -->" * (MOST_BYTES // 8), id="comments"),
        pytest.param(b"<div " + b"a " * (MOST_BYTES // 2 - 9), id="attributes"),
        pytest.param(b"<p>" + b"x" * (MOST_BYTES - 9), id="one word"),
        pytest.param(b"a" * 50_000_000, id="50 MB"),
    ],
)
def test_large_pages_end_soon(data: bytes) -> None:
    began = time.process_time()
    assert reason(data, "") in ("not-html", "too-large", "no-text", "too-short")
    # 20 MB are parsed in a second; what is quadratic would take hours.
    assert time.process_time() - began < 60


@pytest.mark.parametrize("odd", [r"\ud800", r"\udfff", r"\u0000"])
def test_json_that_spells_what_no_text_can_hold(odd: str) -> None:
    """Half a character, or the end of a string, in structured data and in a state."""
    thing = {
        "@type": "NewsArticle",
        "headline": "Le barrage ODD a cédé",
        "description": "Dans la nuit ODD de mardi.",
        "author": {"@type": "Person", "name": "Zoé ODD Petit"},
        "publisher": {"name": "Le Courrier ODD du Val"},
        "articleSection": "Région ODD",
        "keywords": ["barrage ODD", "eau"],
        "image": {"url": "https://courrier.example/ODD.jpg", "caption": "Le lac ODD"},
        "articleBody": "\n".join(f"{text} ODD" for text in PARAGRAPHS * 2),
    }
    spelled = json.dumps(thing).replace("ODD", odd)
    state = f'{{"headline":"Le barrage a cédé","authors":"Zoé {odd} Petit"}}'
    scripts = f'<script type="application/ld+json">{spelled}</script>'
    for data in (
        f"<html><head>{scripts}</head><body><p>Le lac</p></body></html>",
        page(head=scripts),
        page(head=f"<script>{state}</script>"),
    ):
        article = extract(data, url=URL)
        assert not any("\x00" in text for text in texts(article))
        check_article(article, URL)
