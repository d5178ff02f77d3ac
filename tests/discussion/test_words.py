"""What readers write: cleaned, made safe, quoted, put in order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from nouvelles.discussion import (
    arrange,
    clean_draft,
    fragment,
    plain_text,
    quotes,
    to_html,
)
from nouvelles.discussion.markdown import TAGS
from tests.discussion.talk import comment


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("# a", "<p># a</p>"),
        ("<b>a</b> &amp;", "<p>&lt;b&gt;a&lt;/b&gt; &amp;amp;</p>"),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
        ("[a](JaVaScRiPt:b)", "<p>[a](JaVaScRiPt:b)</p>"),
        ("a@example.org www.example.org", "<p>a@example.org www.example.org</p>"),
    ],
)
def test_light_markdown(text: str, html: str) -> None:
    assert to_html(text) == html


def test_links_tell_search_engines_nothing_and_lead_outside_only() -> None:
    made = to_html(
        "https://a.example/x?b=1&c=2, [b](http://b.example) <https://c.example>"
    )
    links = LexborHTMLParser(made).css("a")
    assert [node.attributes["href"] for node in links] == [
        "https://a.example/x?b=1&c=2",
        "http://b.example",
        "https://c.example",
    ]
    assert {node.attributes["rel"] for node in links} == {"nofollow ugc noopener"}


@given(st.text(alphabet=st.sampled_from("ab<>[]()*_`!\\\"'&#:/\n -htps."), max_size=80))
def test_no_text_makes_other_markup(text: str) -> None:
    body = LexborHTMLParser(to_html(text)).body
    assert body is not None
    for node in body.css("*"):
        assert node.tag in TAGS | {"body"}
        for name, value in node.attributes.items():
            assert node.tag == "a"
            assert name in ("href", "rel")
            assert name == "rel" or (value or "").startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "part",
    ["*", "[", "> ", "`", "[](", "**a ", "- ", "https://", "_a*", "<", "![", "&"],
)
def test_texts_made_to_be_slow_are_not(part: str) -> None:
    text = (part * 5000)[:5000]
    began = time.process_time()
    to_html(text)
    assert time.process_time() - began < 1.0


def test_plain_text_has_no_marks() -> None:
    assert plain_text("a *b*\n\n- c\n- [d](https://e.example)") == "a b c d"


def test_fields_are_cleaned() -> None:
    draft = clean_draft(
        {
            "name": " A\u202e\n b\x00 ",
            "text": "a\r\nb\r\r\n\n\n\nc\ud800",
            "parent": "12",
            "question": "1",
        }
    )
    assert (draft.name, draft.text) == ("A b", "a\nb\n\nc")
    assert (draft.parent, draft.question) == (12, True)
    for wrong in ("", "-1", "1e3", "٣", "9" * 30):
        assert clean_draft({"parent": wrong}).parent in (None, int("9" * 18))


def test_passages_are_found_however_they_are_spaced() -> None:
    texts = ["« L’eau\u202f» a pris 12\u202f000 personnes, dit-il.", ""]
    assert quotes('"L\'eau" a pris', texts)
    assert quotes("…12 000 personnes…", texts)
    assert not quotes("13 000 personnes", texts)
    assert not quotes("…", texts)


def test_fragments_name_passages() -> None:
    assert fragment("Vingt-six, morts & blessés") == (
        "#:~:text=Vingt%2Dsix%2C%20morts%20%26%20bless%C3%A9s"
    )
    long = " ".join(f"m{n}" for n in range(20))
    assert (
        fragment(long) == "#:~:text=m0%20m1%20m2%20m3%20m4,m15%20m16%20m17%20m18%20m19"
    )


def test_threads_are_two_deep_and_by_time() -> None:
    found = [
        comment(1),
        comment(2, parent=1),
        comment(3, parent=2),
        comment(4),
        comment(5, parent=99),
        comment(6, parent=1, staff=True, featured=True),
    ]
    threads = arrange(found)
    assert [one.head.id for one in threads] == [1, 4, 5]
    replies = [(one.comment.id, one.to and one.to.id) for one in threads[0].replies]
    assert replies == [(6, None), (2, None), (3, 2)]


def test_a_circle_is_a_thread_like_others() -> None:
    found = [comment(1, parent=3), comment(2, parent=1), comment(3, parent=2)]
    (thread,) = arrange([*found, comment(4, parent=4)][:3])
    assert thread.head.id == 1
    assert {one.comment.id for one in thread.replies} == {2, 3}
    assert [one.head.id for one in arrange([comment(4, parent=4)])] == [4]
