"""What rings remember costs no time but their own."""

from __future__ import annotations

import gc
import random

from nouvelles.comments import Remark, Rings, sketch


def looks(count: int) -> list[str]:
    """So many texts of other words: no number, which rings leave out."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [one + other for one in letters for other in letters]
    drawn = random.Random(1)
    return [" ".join(drawn.sample(words, 9)) for _ in range(count)]


def test_the_collector_goes_past_what_rings_remember() -> None:
    rings = Rings()
    rings.note(sketch(Remark(text=looks(1)[0])), 0.0)
    gc.collect()
    before = len(gc.get_objects())
    for at, text in enumerate(looks(400)):
        rings.note(sketch(Remark(text=text)), float(at))
    gc.collect()
    # Of 400 remarks in six bands each, none is an object to look at.
    assert len(gc.get_objects()) - before < 200


def test_what_is_forgotten_leaves_nothing() -> None:
    rings = Rings(hours=1.0)
    for at, text in enumerate(looks(50)):
        rings.note(sketch(Remark(text=text)), float(at))
    last = sketch(Remark(text="one two three four five six seven eight nine ten"))
    rings.note(last, 7_200.0)
    assert rings.note(last, 7_201.0)[0] == 1
    assert len(rings._bands) == 6
