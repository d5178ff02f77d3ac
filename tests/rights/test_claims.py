"""What pages say about their own use."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import Reject
from nouvelles.records import Capture, Claims
from nouvelles.rights import LICENCES, TDM_RESERVED, read_claims
from nouvelles.rights.claims import UNKNOWN_LICENCE
from nouvelles.rights.robots import Directives, parse_header, parse_meta

BY = "https://creativecommons.org/licenses/by/4.0/"
ND = "https://creativecommons.org/licenses/by-nd/4.0/"


def capture(
    body: str | bytes = "", *headers: tuple[str, str], status: int = 200
) -> Capture:
    return Capture(
        url="https://outlet.example/news/1",
        at=datetime(2026, 11, 20, tzinfo=UTC),
        status=status,
        headers=headers,
        body=body.encode() if isinstance(body, str) else body,
    )


def claims_of(body: str, *headers: tuple[str, str]) -> Claims:
    return read_claims(capture(f"<!doctype html><html>{body}</html>", *headers))


# ---- text and data mining ----------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "meta", "reserved"),
    [
        ("1", None, True),
        ("0", None, False),
        (None, "1", True),
        (None, "0", False),
        ("1", "0", False),
        ("0", "1", True),
        ("1", "yes", True),
        ("yes", None, False),
        (None, "", False),
        (None, None, False),
    ],
)
def test_reservation(header: str | None, meta: str | None, reserved: bool) -> None:
    headers = [("tdm-reservation", header)] if header is not None else []
    body = f'<meta name="TDM-Reservation" content="{meta}">' if meta is not None else ""
    if not reserved:
        claims_of(body, *headers)
        return
    with pytest.raises(Reject) as caught:
        claims_of(body, *headers)
    assert caught.value.reason == TDM_RESERVED


def test_the_policy_is_kept() -> None:
    claims = claims_of('<meta name="tdm-policy" content="https://outlet.example/tdm">')
    assert claims.where == ("meta tdm-policy https://outlet.example/tdm",)


# ---- robots ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "robots", "limit"),
    [
        ("noarchive", {"noarchive"}, None),
        ("NOARCHIVE, NoSnippet", {"noarchive", "nosnippet"}, None),
        ("none", {"noindex"}, None),
        ("nocache", {"noarchive"}, None),
        ("all, follow", set(), None),
        ("max-snippet:50, max-image-preview:large", set(), 50),
        ("max-snippet:-1", set(), None),
        ("max-snippet: 0", set(), 0),
        ("max-snippet:many", set(), None),
        ("max-snippet:90, max-snippet:30", set(), 30),
        ("max-image-preview: none", {"max-image-preview:none"}, None),
    ],
)
def test_directives(line: str, robots: set[str], limit: int | None) -> None:
    expected = Directives(robots=frozenset(robots), max_snippet=limit)
    assert parse_meta(line) == expected
    assert parse_header(line) == expected


@pytest.mark.parametrize(
    ("line", "robots"),
    [
        ("otherbot: noindex, nosnippet", set()),
        ("noarchive, otherbot: noindex", {"noarchive"}),
        ("otherbot: noindex, nouvelles: noarchive", {"noarchive"}),
        ("*: nosnippet", {"nosnippet"}),
        ("unavailable_after: 25 Jun 2010 15:00:00 PST, noindex", {"noindex"}),
    ],
)
def test_a_header_may_speak_to_others(line: str, robots: set[str]) -> None:
    assert parse_header(line).robots == robots


def test_all_places_add_up() -> None:
    claims = claims_of(
        '<meta name="ROBOTS" content="noarchive">'
        '<meta name="nouvelles" content="max-snippet:20">'
        '<meta name="googlebot" content="nosnippet">',
        ("x-robots-tag", "noimageindex"),
        ("x-robots-tag", "max-snippet:80"),
    )
    assert claims.robots == ("noarchive", "noimageindex")
    assert claims.max_snippet == 20
    assert "header x-robots-tag" in claims.where
    assert "meta nouvelles" in claims.where


# ---- licences ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        f'<body><footer><a rel="license noopener" href="{BY}">CC BY</a></footer>',
        f'<head><link rel="license" href="{BY}">',
        f'<head><meta name="DC.rights.license" content="{BY}">',
        '<head><meta name="dcterms.license" content="CC BY 4.0">',
        f'<script type="application/ld+json">{{"@type":"NewsArticle","license":"{BY}"}}'
        "</script>",
        '<script type="application/ld+json">{"@graph":[{"@type":["Report"],"license":'
        f'{{"@type":"CreativeWork","url":"{BY}"}}}}]}}</script>',
        '<script type="application/ld+json">[{"@type":"WebPage","mainEntity":'
        f'{{"@type":"BlogPosting","license":["{BY}"]}}}}]</script>',
    ],
)
def test_a_licence_of_the_page(body: str) -> None:
    claims = claims_of(body)
    assert (claims.licence, claims.where != ()) == ("CC-BY-4.0", True)


def test_a_licence_in_the_link_header() -> None:
    header = f'</style.css>; rel="preload", <{BY}>; rel="license"; title="a, b"'
    assert claims_of("", ("link", header)).licence == "CC-BY-4.0"
    assert claims_of("", ("link", f"<{BY}>; rel=next")).licence == ""


@pytest.mark.parametrize(
    "body",
    [
        f'<figure><figcaption><a rel="license" href="{BY}">CC</a></figcaption></figure>',
        f'<div class="wp-caption-text"><a rel="license" href="{BY}">CC</a></div>',
        f'<div id="comments"><p><a rel="license" href="{BY}">CC</a></p></div>',
        f'<blockquote><a rel="license" href="{BY}">CC</a></blockquote>',
        f'<aside><a rel="license" href="{BY}">CC</a></aside>',
        f'<div itemtype="https://schema.org/ImageObject"><a rel="license" href="{BY}">'
        "CC</a></div>",
        f'<div about="photo.jpg"><a rel="license" href="{BY}">CC</a></div>',
        f'<div class="related-posts"><a rel="license" href="{BY}">CC</a></div>',
        f'<p>Like <a href="{BY}">this licence</a></p>',
        '<script type="application/ld+json">{"@type":"ImageObject","license":'
        f'"{BY}"}}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","image":'
        f'{{"@type":"ImageObject","license":"{BY}"}}}}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","license":'
        f'"{BY}",</script>',
        '<head><meta name="dc.rights" content="© The Outlet">',
    ],
)
def test_a_licence_of_something_else_is_no_claim(body: str) -> None:
    assert claims_of(body).licence == ""


def test_the_articles_own_statement_is_heard_before_the_sites() -> None:
    claims = claims_of(
        f'<script type="application/ld+json">{{"@type":"Article","license":"{ND}"}}'
        f'</script><footer><a rel="license" href="{BY}">site</a></footer>'
    )
    assert (claims.licence, claims.licence_url) == ("CC-BY-ND-4.0", ND)
    assert claims.where == ("json-ld license",)


def test_two_licences_are_none() -> None:
    claims = claims_of(f'<a rel="license" href="{BY}">1</a><a rel=license href="{ND}">')
    assert claims.licence == UNKNOWN_LICENCE
    assert claims.where == ("a license", "several licences")


def test_unknown_terms_hide_what_is_said_further_away() -> None:
    claims = claims_of(
        '<link rel="license" href="https://outlet.example/terms">'
        f'<a rel="license" href="{BY}">CC</a>'
    )
    assert claims.licence == UNKNOWN_LICENCE
    assert claims.licence_url == "https://outlet.example/terms"


# ---- bad input ---------------------------------------------------------------------


def test_other_statuses_claim_nothing() -> None:
    page = capture(f'<link rel=license href="{BY}">', status=404)
    assert read_claims(page) == Claims()


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 \x00\xff", b"\xff\xfe<\x00h\x00"])
def test_other_bytes_claim_nothing(body: bytes) -> None:
    assert read_claims(capture(body)) == Claims()


@given(st.binary(max_size=300))
def test_any_bytes_give_claims_or_a_rejection(noise: bytes) -> None:
    body = b'<link rel=license href="//[x"><script type="application/ld+json">' + noise
    claims = read_claims(capture(body, ("x-robots-tag", noise.decode("latin-1"))))
    assert claims.licence in {"", UNKNOWN_LICENCE, *LICENCES}


@pytest.mark.parametrize("odd", [r"\ud800", r"\u0000"])
def test_terms_that_no_text_can_spell_are_kept_as_unknown(odd: str) -> None:
    claims = claims_of(
        '<script type="application/ld+json">{"@type":"Article","license":'
        f'"https://outlet.example/{odd}"}}</script>'
    )
    assert claims.licence == UNKNOWN_LICENCE
    assert claims.licence_url.encode()
    assert "\x00" not in claims.licence_url
