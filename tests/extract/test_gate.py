"""What is no article, each with its reason."""

import pytest

from nouvelles.errors import Reject
from nouvelles.extract import Reason, extract, extract_capture
from nouvelles.records import Capture
from tests.extract.captures import PAGES, URL, capture, page

TEASER = (
    '<div><h3><a href="/a/{n}">Headline number {n}</a></h3><p>A short teaser.</p></div>'
)


def rejection(given: Capture) -> Reject:
    with pytest.raises(Reject) as caught:
        extract_capture(given)
    return caught.value


@pytest.mark.parametrize("status", [201, 204, 403, 404, 410, 451, 500, 503])
def test_other_statuses(status: int) -> None:
    found = rejection(capture(page(), status=status))
    assert (found.reason, found.detail) == (Reason.HTTP_STATUS, str(status))


def test_redirects() -> None:
    moved = capture("", status=301, headers=(("location", "https://b.example/"),))
    assert str(rejection(moved)) == "redirect: https://b.example/"
    head = '<meta http-equiv="refresh" content="0; url=/other">'
    html = f"<html><head>{head}<title>x</title></head><body>Moved.</body></html>"
    found = rejection(capture(html))
    assert str(found) == "redirect: https://courrier-du-val.example/other"


def test_a_page_that_reloads_itself_is_no_redirect() -> None:
    head = '<meta http-equiv="refresh" content="300">'
    assert extract(page(head=head).encode(), url=URL).headline == "Le barrage a cédé"


def test_truncated_pages() -> None:
    assert rejection(capture(page(), truncated=True)).reason == Reason.TOO_LARGE


@pytest.mark.parametrize("body", [b"", b"  \r\n\t", b"\xef\xbb\xbf\n", b"\x00\x00"])
def test_empty_pages(body: bytes) -> None:
    assert rejection(capture(body)).reason == Reason.EMPTY_PAGE


@pytest.mark.parametrize(
    ("body", "content_type", "detail"),
    [
        (b"%PDF-1.7 ...", "text/html", "pdf"),
        (b"\x89PNG\r\n\x1a\n<p>", "text/html", "png"),
        (b"\x1f\x8b\x08<p>", "text/html", "gzip"),
        (b'{"a": "<p>b</p>"}', "application/json", "application/json"),
        (b'[{"a": "<p>b</p>"}]', "", "json"),
        (b"<rss version='2.0'></rss>", "text/xml", "feed, sitemap or drawing"),
        (b"<?xml version='1.0'?>\n<feed></feed>", "", "feed, sitemap or drawing"),
        (b"<?xml version='1.0'?><svg><p>a</p></svg>", "", "feed, sitemap or drawing"),
        (b"plain words", "text/plain", "text/plain"),
        (b"plain words", "", "no markup"),
        (b"<p>a</p>", "image/jpeg", "image/jpeg"),
        (bytes(range(1, 32)) * 20, "", "no markup"),
    ],
)
def test_other_formats(body: bytes, content_type: str, detail: str) -> None:
    found = rejection(capture(body, content_type=content_type))
    assert (found.reason, found.detail) == (Reason.NOT_HTML, detail)


def test_html_under_a_wrong_content_type_is_html() -> None:
    given = capture(page(), content_type="application/octet-stream")
    assert extract_capture(given).headline == "Le barrage a cédé"


def test_no_text() -> None:
    html = (
        "<html><head><title>App</title></head><body><div id=root></div></body></html>"
    )
    assert rejection(capture(html)).reason == Reason.NO_TEXT


def test_too_short() -> None:
    html = (
        "<html><head><title>Brief</title></head><body><p>Two ships.</p></body></html>"
    )
    assert rejection(capture(html)).reason == Reason.TOO_SHORT


def test_chinese_needs_half_the_characters() -> None:
    sentence = "星期二上午上游山谷的水库大坝决堤官员说造成三人死亡道路中断。"
    html = (
        '<html lang="zh"><head><title>水库大坝决堤</title></head><body>'
        f"<article><h1>水库大坝决堤</h1><p>{sentence * 2}</p></article></body></html>"
    )
    assert len(sentence * 2) < 120
    assert extract(html.encode(), url=URL).language == "zh"


def test_home_pages() -> None:
    teasers = "".join(TEASER.format(n=n) for n in range(40))
    html = (PAGES / "home.html").read_text().replace("</main>", f"{teasers}</main>")
    home = capture(html, url="https://quay.example/")
    assert rejection(home).reason == Reason.INDEX_PAGE
    section = capture(html, url="https://quay.example/world")
    assert rejection(section).reason == Reason.INDEX_PAGE


def test_an_article_with_many_links_is_an_article() -> None:
    teasers = "".join(TEASER.format(n=n) for n in range(40))
    html = page(head='<meta property="og:type" content="article">')
    html = html.replace("</article>", f"</article><aside>{teasers}</aside>")
    assert extract(html.encode(), url=URL).headline == "Le barrage a cédé"


def test_soft_404() -> None:
    found = rejection(capture((PAGES / "missing.html").read_bytes()))
    assert (found.reason, found.detail) == (Reason.SOFT_404, "Page introuvable")


@pytest.mark.parametrize(
    "headline",
    [
        "Artist paints 404 errors",
        "Why a page not found can cost a shop its customers, and "
        "what three of them did about it last year",
    ],
)
def test_an_article_about_missing_pages_is_an_article(headline: str) -> None:
    assert extract(page(headline=headline).encode(), url=URL).headline == headline


@pytest.mark.parametrize("piece", ["<p>a</p>", "<div>", "<b><i>x"])
def test_pages_that_would_take_a_minute_are_refused(piece: str) -> None:
    html = f"<html><body>{piece * 100_000}</body></html>"
    assert rejection(capture(html)).reason == Reason.TOO_LARGE
