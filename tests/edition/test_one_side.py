"""What one side alone tells: claimed only where it was looked for."""

from __future__ import annotations

from dataclasses import replace

from nouvelles.edition import OneSided, Reading, find_one_sided
from nouvelles.edition.one_side import LIMIT, PER_SIDE
from tests.edition.tellings import told

OTHERS = [
    ("de", "DE", "Das Wasser steigt weiter."),
    ("es", "ES", "El agua sigue subiendo."),
    ("en", "GB", "The water keeps rising."),
]


def reading(
    id: str, language: str, country: str, *lines: str, copy_of: str = ""
) -> Reading:
    one = told(id, language=language, country=country, copy_of=copy_of)
    return Reading(told=one, lines=("A headline", *lines), quotable=lines)


def others() -> list[Reading]:
    return [
        reading(f"o{n}", language, country, text)
        for n, (language, country, text) in enumerate(OTHERS)
    ]


def facts(parts: tuple[OneSided, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(part.side, part.name, part.facts) for part in parts]


def test_what_one_country_tells_at_its_beginning() -> None:
    own = reading("a", "fr", "FR", "On compte 12\u202f000 déplacés.")
    (part,) = find_one_sided([own, *others()])
    assert facts((part,)) == [("country", "FR", ("12\u202f000",))]
    assert part.sentence == "On compte 12\u202f000 déplacés."
    assert (part.told, part.with_it, part.compared) == (own.told, (), 3)


def test_what_another_side_tells_in_words_is_not_one_sided() -> None:
    own = reading("a", "fr", "FR", "On compte 12\u202f000 déplacés.")
    spoken = reading("b", "en", "GB", "Twelve thousand people left.")
    assert find_one_sided([own, *others(), spoken]) == ()


def test_a_detail_of_one_report_is_not_the_view_of_a_country() -> None:
    lines = ("Un.", "Deux.", "Trois.", "Il y avait 12\u202f000 livres.")
    one = reading("a", "fr", "FR", *lines)
    assert find_one_sided([one, *others()]) == ()
    copy = reading("b", "fr", "FR", *lines, copy_of="a")
    assert find_one_sided([one, copy, *others()]) == ()
    two = reading("c", "fr", "FR", *lines)
    (part,) = find_one_sided([one, two, *others()])
    assert part.with_it == (two.told,)


def test_one_language_in_several_countries() -> None:
    tellings = [
        reading("a", "fr", "FR", "On compte 12\u202f000 déplacés."),
        reading("b", "fr", "BE", "Il y a 12\u202f000 déplacés."),
    ]
    (part,) = find_one_sided([*tellings, *others()])
    assert facts((part,)) == [("language", "fr", ("12\u202f000",))]


def test_nothing_is_missing_where_nothing_was_read() -> None:
    own = reading("a", "fr", "FR", "On compte 12\u202f000 déplacés.")
    entries = [replace(one, is_whole=False) for one in others()]
    assert find_one_sided([own, *entries]) == ()
    assert find_one_sided([own, *others()[:1]]) == ()
    assert find_one_sided([own]) == ()
    assert find_one_sided([]) == ()


def test_a_text_that_cannot_be_asked_is_not_counted() -> None:
    own = reading("a", "fr", "FR", "On compte 12\u202f000 déplacés.")
    unspoken = reading("b", "zz", "ZZ", "Xyz.")
    (part,) = find_one_sided([own, *others()[:2], unspoken])
    assert part.compared == 2


def test_no_more_is_quoted_than_may_be() -> None:
    own = reading("a", "fr", "FR", "On compte 12\u202f000 déplacés. Une suite.")
    silent = replace(own, quotable=())
    assert find_one_sided([silent, *others()]) == ()
    cut = replace(own, quotable=("On compte 12\u202f000 dé…",))
    second = reading("b", "fr", "FR", "On compte 12\u202f000 déplacés.")
    assert find_one_sided([cut, replace(second, quotable=()), *others()]) == ()
    part_of = replace(own, quotable=("On compte 12\u202f000 déplacés. Une…",))
    (part,) = find_one_sided([part_of, *others()])
    assert part.sentence == "On compte 12\u202f000 déplacés."


def test_facts_of_one_sentence_stand_together_and_each_once() -> None:
    own = reading(
        "a", "fr", "FR", "On compte 12\u202f000 déplacés et 340 blessés.",
        "Les 340 blessés sont soignés.",
    )  # fmt: skip
    (part,) = find_one_sided([own, *others()])
    assert part.facts == ("12\u202f000", "340")


def test_an_outlets_own_name_is_no_fact() -> None:
    own = reading("a", "en", "GB", "We at Morning Chronicle know Maud Ferrisker.")
    source = replace(own.told.listed.source, name="Morning Chronicle")
    listed = replace(own.told.listed, source=source)
    own = replace(own, told=replace(own.told, listed=listed))
    english = [
        reading(country, "en", country, "The water rose.") for country in ("IE", "US")
    ]
    (part,) = find_one_sided([own, *english])
    assert part.facts == ("Maud Ferrisker",)


def test_a_name_is_missed_only_where_it_would_be_written_so() -> None:
    own = reading("a", "fr", "FR", "Ce que dit Maud Ferrisker.")
    assert find_one_sided([own, *others()]) == ()
    french = [
        reading(country, "fr", country, "L’eau monte.") for country in ("BE", "CH")
    ]
    (part,) = find_one_sided([own, *french, *others()])
    assert (part.facts, part.compared) == (("Maud Ferrisker",), 2)
    arabic = reading("ar", "ar", "EG", "قالت مود فيريسكر")
    assert find_one_sided([own, *french, arabic]) == ()


def test_few_parts_of_each_side() -> None:
    many = [
        reading(f"{country}{n}", "fr", country, f"Il y en a {place}{n}3\u202f4{n}7.")
        for place, country in enumerate(["FR", "BE", "CH", "LU", "CA"], 1)
        for n in range(6)
    ]
    parts = find_one_sided([*many, *others()])
    assert len(parts) == LIMIT
    sides = [part.name for part in parts]
    assert max(map(sides.count, sides)) == PER_SIDE
    assert sides == sorted(sides, key=sides.index)
