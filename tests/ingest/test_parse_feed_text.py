"""Plain texts and addresses: the quick ways give what the slow ones would."""

from __future__ import annotations

import html

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.ingest.feed_authors import author_name
from nouvelles.ingest.feed_text import (
    _BLOCK_TAG,
    file_address,
    page_address,
    plain_text,
    squeezed,
)
from nouvelles.ingest.urls import normalise

pieces = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<br/>",
                "<br />",
                "<BR>",
                "<b>",
                "</b>",
                "<em class='x'>",
            ),
            *('<a href="https://a.example/?a=1&amp;b=2">', "</a>", '<img alt="a > b">'),
            *('<a b"x=" c>', "<a x=y>", "<a x=' y\" z'>", "<p\x0b>", "<p\xa0x='1'>"),
            *("<!-- a -->", "<!-->", "<!--->", "<!-- > -->", "<!doctype x>", "<?php"),
            *(
                "<",
                ">",
                "&",
                "&amp;",
                "&lt;",
                "&amp;lt;b&gt;",
                "&eacute;",
                "&copy",
                "&#8217;",
            ),
            *("<<b>p>", "< b>", "</ b>", "<b", '"', "'", "=", "\n", "\t", "\xa0", "  "),
            *("<h2>", "</h2>", "<span>", "<li>", "</br>", "<time datetime='x'>", "<q>"),
        ]
    )
    | st.text("ab é東\u3000", max_size=3),
    max_size=14,
).map("".join)


@given(pieces)
def test_easy_tags_are_taken_away_as_nh3_would(text: str) -> None:
    cleaned = nh3.clean(_BLOCK_TAG.sub(" <", text), tags=set(), attributes={})
    if "<" not in text:
        cleaned = text
    expected = " ".join(html.unescape(cleaned).split())
    assert plain_text(text, markup=True) == expected


@given(
    st.text(
        " \n\t\r\x0b\x0c\x1c\x1f\x85\xa0\u2003\u2028\u3000\u200bab\xe9東", max_size=20
    )
)
def test_squeezed_is_split_and_join(text: str) -> None:
    assert squeezed(text) == " ".join(text.split())


@given(
    st.from_regex(
        r"https?://([a-z0-9-]{1,4}\.){1,3}[a-z]{1,3}(/[A-Za-z0-9._~!$&'()*+,;=:@-]{0,5}){0,4}",
        fullmatch=True,
    )
)
def test_normal_addresses_are_known(address: str) -> None:
    try:
        expected = normalise(address)
    except Exception:  # noqa: BLE001 - whatever makes it no address
        expected = ""
    assert page_address(address) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Sá", "Ana Sá"),
        ("desk@outlet.media (Ana Sá)", "Ana Sá"),
        ("Ana Sá <desk@outlet.media>", "Ana Sá"),
        ("Ana Sá, desk@outlet.media", "Ana Sá"),
        ("Ana (mailto:ana@outlet.media)", "Ana"),
        ("desk@outlet.media", ""),
        ("@ana", ""),
        ("<b>Ana</b> &amp; Eva", "Ana & Eva"),
        ("a" * 100_000 + "@", "a" * 500),
    ],
)
def test_author_names(text: str, name: str) -> None:
    assert author_name(text) == name


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a.jpg?utm_source=x", "https://a.example/a.jpg?utm_source=x"),
        ("data:image/png;base64,AAAA", ""),
        ("http://[", ""),
    ],
)
def test_file_address(link: str, address: str) -> None:
    assert file_address("https://a.example/feed", link) == address
