"""Which telling of a story is translated whole: the one nearest to what happened.

A translation of a translation tells a story twice removed. So the text to translate is
one of the country and the language that the story comes from, and no copy of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container

from nouvelles.language.identify import primary
from nouvelles.records import Story, Told


def nearest_telling(story: Story, translatable: Container[str]) -> Told | None:
    """The telling to translate; None where none of them may be.

    `translatable` holds the ids of the articles whose text is held and whose rights allow
    it. Each question keeps the tellings that answer it with yes, where some do: is it no
    copy and no translation; is it of the country where most origins are, the earliest of
    equals; is it in the language that most origins of that country write; is it the
    earliest.
    """
    left = [
        one
        for one in story.told
        if one.listed.id in translatable and one.listed.withdrawn is None
    ]
    if not left:
        return None
    origins = [one for one in story.told if one.copy is None] or [*story.told]
    country = _commonest([one.country for one in origins])
    language = _commonest(
        [primary(one.listed.language) for one in origins if one.country == country]
    )
    questions: tuple[Callable[[Told], bool], ...] = (
        lambda one: one.copy is None,
        lambda one: bool(country) and one.country == country,
        lambda one: primary(one.listed.language) == language,
    )
    for is_nearer in questions:
        left = [one for one in left if is_nearer(one)] or left
    return left[0]


def _commonest(values: list[str]) -> str:
    """The value that comes most often, the first of equals; "" where there is none."""
    counted = Counter(value for value in values if value)
    return max(counted, key=lambda value: counted[value], default="")
