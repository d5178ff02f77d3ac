"""JSON that is the record: every field, in order, and back again."""

from __future__ import annotations

import json
from dataclasses import fields

import msgspec
from hypothesis import given

from nouvelles.extract.render import to_json
from nouvelles.records import Article, Mark
from tests.extract.render.articles import FULL, article, marked, paragraph


def test_a_record_comes_back_whole() -> None:
    assert msgspec.json.decode(to_json(FULL), type=Article) == FULL
    assert msgspec.json.decode(to_json(FULL, indent=None), type=Article) == FULL


@given(marked())
def test_any_record_comes_back_whole(
    given_text: tuple[str, tuple[Mark, ...]],
) -> None:
    text, marks = given_text
    made = article(paragraph(text, *marks), headline=text)
    assert msgspec.json.decode(to_json(made), type=Article) == made


def test_every_field_is_there_in_its_order() -> None:
    bare = json.loads(to_json(article()))
    assert list(bare) == [field.name for field in fields(Article)]
    assert bare["published"] is None
    assert bare["byline"] == []
    assert bare["kicker"] == ""


def test_blocks_and_marks_have_what_they_say() -> None:
    block = paragraph("A dam", Mark(kind="strong", start=0, end=1))
    (said,) = json.loads(to_json(article(block)))["body"]
    assert said == {
        "kind": "paragraph",
        "text": "A dam",
        "marks": [{"kind": "strong", "start": 0, "end": 1}],
    }


def test_times_keep_their_zone() -> None:
    assert json.loads(to_json(FULL))["published"] == "2026-03-12T06:40:00+05:30"


def test_one_line_is_one_line() -> None:
    made = to_json(article(paragraph("a\nb\u2028c")), indent=None)
    assert "\n" not in made


def test_half_characters_and_controls_are_written_safely() -> None:
    made = to_json(article(paragraph("a\ud800b\x1b")))
    made.encode()
    assert json.loads(made)["body"][0]["text"] == "a\ufffdb\x1b"
