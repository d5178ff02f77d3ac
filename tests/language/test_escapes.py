"""JSON that spells what no text can hold."""

import json

import pytest

from nouvelles.language import sound_json


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        (r"a \ud800 b", "a \ufffd b"),
        (r"a \uDFFF b", "a \ufffd b"),
        (r"\udc00\ud800", "\ufffd\ufffd"),
        (r"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
        (r"\ud83d\ude00\ude00", "\U0001f600\ufffd"),
        (r"\ud83d\ude00", "\U0001f600"),
        (r"\ud83d \ude00", "\ufffd \ufffd"),
        (r"a\u0000b", "a\ufffdb"),
        (r"caf\u00e9 \u4e2d", "café 中"),
        (r"\ud83d\n\ude00", "\ufffd\n\ufffd"),
    ],
)
def test_what_cannot_be_held_is_replaced(spelled: str, text: str) -> None:
    read = json.loads(sound_json(f'"{spelled}"'))
    assert read == text
    assert read.encode()


def test_a_backslash_that_is_escaped_stays_json() -> None:
    assert json.loads(sound_json(r'"\\ud800"')) == r"\ufffd"
