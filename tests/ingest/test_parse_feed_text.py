"""Plain texts and addresses: the quick ways give what the slow ones would."""

from __future__ import annotations

import html
import pickle
from dataclasses import FrozenInstanceError, replace

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.ingest.feeds import text
from nouvelles.ingest.feeds.authors import author_name
from nouvelles.ingest.feeds.dates import _MAIL_DATE, _mail_date, _usual_date
from nouvelles.ingest.feeds.parse import parse_feed
from nouvelles.ingest.feeds.text import (
    _BLOCK_TAG,
    file_address,
    page_address,
    plain_text,
    squeezed,
)
from nouvelles.ingest.urls import normalise
from nouvelles.records import Entry

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
            *("<!---->", "<!-- a --!>", "<dl>", "<dd>", "<pre>\n", "<section>", "<tt>"),
        ]
    )
    | st.text("ab é東\u3000", max_size=3),
    max_size=14,
).map("".join)

tables = st.lists(
    st.sampled_from(
        [
            *("<table>", "</table>", "<tbody>", "</tbody>", "<thead>", "</tfoot>"),
            *("<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", '<td colspan="2">'),
            *("<td>a</td>", "<td><p>a</td>", "<td>a</p></div></td>", "<td><b>a"),
            *("\n", " ", "a", "<!-- a -->", "<p>", "</p>", "<a>", "</a>", "<TD>"),
        ]
    ),
    max_size=14,
).map("".join)


references = st.lists(
    st.sampled_from(
        [
            *("&amp;", "&amp", "&nbsp;", "&eacute;", "&eacute", "&notit;", "&not;in"),
            *("&#8217;", "&#x2019;", "&#8217", "&#38;", "&#38;lt;", "&#0;", "&#xD800;"),
            *("&", "&;", "&#;", "&a b;", "&nosuchname;", "lt;", ";", " ", "a", "\n"),
        ]
    ),
    max_size=12,
).map("".join)


@given(references)
def test_references_are_undone_as_html_has_it(text: str) -> None:
    assert plain_text(text, markup=False) == " ".join(html.unescape(text).split())


@given(pieces | tables)
def test_easy_tags_are_taken_away_as_nh3_would(text: str) -> None:
    cleaned = nh3.clean(_BLOCK_TAG.sub(" <", text), tags=set(), attributes={})
    if "<" not in text:
        cleaned = text
    expected = " ".join(html.unescape(cleaned).split())
    assert plain_text(text, markup=True) == expected


def test_tables_and_comments_of_the_press_are_easy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text, "_BARE", None)
    markup = (
        '<!-- SC_OFF --><table align="center"><tbody>\n<tr><td>A <b>dam</b></td>'
        "<td>broke</td></tr>\n<tr><td><p>On Tuesday.</p></td></tr></tbody></table>"
    )
    assert plain_text(markup, markup=True) == "A dam broke On Tuesday."


@given(
    st.text(
        " \n\t\r\x0b\x0c\x1c\x1f\x85\xa0\u2003\u2028\u3000\u200bab\xe9東", max_size=20
    ),
    st.sampled_from(["", "word " * 30, "слово " * 30, "word" * 30, "\n" * 120]),
)
def test_squeezed_is_split_and_join(text: str, filling: str) -> None:
    for whole in (text + filling + text, filling + text):
        assert squeezed(whole) == " ".join(whole.split())


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
    assert page_address("https://base.example/", address) == expected


@given(
    st.tuples(
        st.sampled_from(["Tue, ", "tue, ", "Tue , ", "Втк, ", ""]),
        st.sampled_from(["03", "3", "31", "٠٣"]),
        st.sampled_from([" Nov ", " nov ", " Feb ", " November ", "  Nov "]),
        st.sampled_from(["2026", "0000", "0001", "9999", "26"]),
        st.sampled_from([" 08:05:09", " 8:05:09", " 08:05", " 080509.1", " 25:05:09"]),
        st.sampled_from(
            [" +0100", " -0930", " GMT", " +01", " EST", "Z", " +9999", ""]
        ),
    ).map("".join)
)
def test_usual_dates_are_read_as_all_others(text: str) -> None:
    date = _usual_date(text)
    match = _MAIL_DATE.fullmatch(text)
    assert date is None or (match is not None and date == _mail_date(match))


@pytest.mark.parametrize("quick", [True, False])
def test_texts_of_both_lengths_are_undone_alike(quick: bool) -> None:
    filling = "" if quick else " word" * 60
    text = f"&lt;b&gt; &amp;amp; &eacute; R&amp;D{filling}"
    assert plain_text(text, markup=False) == f"<b> &amp; é R&D{filling}"
    assert plain_text(f"A &amp; B{filling}", markup=False) == f"A & B{filling}"


def test_entries_are_frozen_like_all() -> None:
    feed = parse_feed(
        b"<rss><channel><item><title>A</title></item></channel></rss>",
        address="https://a.example/",
    )
    (entry,) = feed.entries
    assert type(entry) is Entry
    assert pickle.loads(pickle.dumps(entry)) == replace(entry) == entry
    assert hash(entry) == hash(replace(entry))
    with pytest.raises(FrozenInstanceError):
        entry.title = "B"  # type: ignore[misc]


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


def test_the_rest_of_broken_markup_is_no_address() -> None:
    assert page_address("https://outlet.example/feed", '"http') == ""
    assert (
        page_address("https://outlet.example/feed", "a") == "https://outlet.example/a"
    )
