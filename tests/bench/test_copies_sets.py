"""The sets of copies: the same each time, and what they say of themselves is so."""

from __future__ import annotations

from bench.copies_sets import Made, edited_copies, newsroom_copies, pieces, sample_day


def texts() -> tuple[list[Made], list[Made]]:
    day = [made for made in sample_day() if not made.of]
    return day[::2], day[1::2]


def test_newsrooms_copies_come_after_their_originals_and_keep_half_of_them() -> None:
    own, lending = texts()
    made = newsroom_copies(own, lending, 1)
    assert made == newsroom_copies(own, lending, 1) != newsroom_copies(own, lending, 2)
    assert len(made) == 2 * len(own)
    seen = {}
    for one in made:
        seen[one.telling.article] = one.telling
        if one.of:
            assert one.share >= 0.5
            assert one.telling.text != seen[one.of].text
            assert one.telling.outlet != seen[one.of].outlet


def test_lent_sentences_are_lent_once() -> None:
    own, lending = texts()
    lent = {
        piece for one in lending for piece in pieces(one.telling) if len(piece) > 60
    }
    used = [
        line
        for one in newsroom_copies(own, lending, 1)
        if one.of
        for line in one.telling.text.split("\n")
        if line in lent
    ]
    assert used
    assert len(used) == len(set(used))


def test_invented_texts_come_in_pairs() -> None:
    made = edited_copies(texts()[0], 20, 1)
    assert made == edited_copies(texts()[0], 20, 1)
    assert [one.of for one in made[1::2]] == [one.telling.article for one in made[::2]]
    assert len({one.telling.text for one in made}) > 30
