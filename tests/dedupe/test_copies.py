"""The door: what is a copy of what, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nouvelles.dedupe import Copies
from nouvelles.errors import InputError
from tests.dedupe.texts import T0, later, looked, telling, text_of

#: Six paragraphs of French, with people speaking in them.
TEXT = text_of("transmer-talmeira")
OTHER = text_of("transmer-vote")
LINES = TEXT.split("\n")
OWN = OTHER.split("\n")


def test_the_same_text_at_another_address_of_its_outlet_is_the_same() -> None:
    one = telling("a", TEXT, outlet="x.example")
    two = telling("b", TEXT, outlet="x.example", headline="Another")
    _, copy = looked([one, two])
    assert copy is not None
    assert (copy.kind, copy.of, copy.jaccard) == ("same", "a", 1.0)


def test_the_same_text_elsewhere_is_the_same_where_no_agency_is_named() -> None:
    plain = "\n".join(LINES[1:])
    _, copy = looked([telling("a", plain), telling("b", plain)])
    assert copy is not None
    assert (copy.kind, copy.agency) == ("same", "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PARIS, 3 nov. (AFP) – ", ""),
        ("", "PARIS, 3 nov. (AFP) – "),
    ],
)
def test_a_credit_in_either_text_makes_a_wire_copy(first: str, second: str) -> None:
    plain = "\n".join(LINES[1:])
    _, copy = looked([telling("a", first + plain), telling("b", second + plain)])
    assert copy is not None
    assert (copy.kind, copy.agency) == ("wire", "AFP")


def test_an_agency_in_the_metadata_is_named_as_the_list_has_it() -> None:
    plain = "\n".join(LINES[1:])
    said = telling("b", plain, agencies=("Укрінформ",))
    _, copy = looked([telling("a", plain), said])
    assert copy is not None
    assert copy.agency == "Ukrinform"


def test_a_part_of_an_agencys_report_is_a_wire_copy() -> None:
    long = "KIEW (dpa) - " + "\n".join(LINES[1:] + OWN)
    _, copy = looked([telling("a", long), telling("b", "\n".join(LINES[1:4]))])
    assert copy is not None
    assert (copy.kind, copy.agency) == ("wire", "dpa")


def test_the_agencys_own_site_needs_no_credit() -> None:
    plain = "\n".join(LINES[1:])
    one = telling("a", plain, outlet="www.ukrinform.ua")
    _, copy = looked([one, telling("b", plain)])
    assert copy is not None
    assert copy.agency == "Ukrinform"


def test_a_cut_text_with_a_lead_of_its_own_is_a_wire_copy() -> None:
    cut = "\n".join([OWN[3], *LINES[1:5], OWN[4]])
    _, copy = looked([telling("a", TEXT), telling("b", cut)])
    assert copy is not None
    assert (copy.kind, copy.of) == ("wire", "a")
    assert copy.jaccard < 0.7


def test_a_part_of_a_longer_text_is_an_excerpt() -> None:
    long = "\n".join(LINES[1:] + OWN)
    _, copy = looked([telling("a", long), telling("b", "\n".join(LINES[1:4]))])
    assert copy is not None
    assert copy.kind == "excerpt"
    assert copy.containment > 0.95


def test_a_long_report_is_no_copy_of_a_brief_that_it_takes_up() -> None:
    brief = "\n".join(LINES[1:3])
    long = "\n".join(
        [
            *LINES[1:],
            *OWN,
            text_of("courrier-sohra-roseaux"),
            text_of("echo-ansel-vote"),
        ]
    )
    assert looked([telling("a", brief), telling("b", long)]) == [None, None]
    _, copy = looked([telling("b", long), telling("a", brief)])
    assert copy is not None
    assert copy.kind == "excerpt"


def test_a_pattern_that_is_used_again_next_week_makes_no_copy() -> None:
    again = "\n".join([*LINES[1:4], *OWN[1:4]])
    one, two = telling("a", "\n".join(LINES[1:])), telling("b", again)
    assert looked([one, two])[1] is not None
    assert looked([one, replace(two, at=later(24 * 7))])[1] is None


def test_a_changed_text_of_the_same_outlet_is_a_revision() -> None:
    changed = TEXT.replace("Idris Halwan", "Marthe Oldersunne")
    one = telling("a", TEXT, outlet="x.example")
    _, copy = looked([one, telling("b", changed, outlet="x.example")])
    assert copy is not None
    assert copy.kind == "revision"


def test_background_that_an_outlet_repeats_makes_no_copy() -> None:
    news = "\n".join(OWN[:5] + LINES[2:5])
    one = telling("a", TEXT, outlet="x.example")
    assert looked([one, telling("b", news, outlet="x.example")]) == [None, None]


def test_what_people_said_in_two_papers_makes_no_copy() -> None:
    said = "« " + OWN[0] + " " + OWN[3].replace("«", "").replace("»", "") + " »"
    one = "\n".join([*LINES[1:3], said])
    two = "\n".join([*LINES[4:6], said])
    assert looked([telling("a", one), telling("b", two)]) == [None, None]


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Weather", ""),
        ("", ""),
        ("Météo", "Météo du jour"),
        ("Tirage du loto", "Les numéros gagnants du tirage sont publiés chaque soir."),
    ],
)
def test_texts_too_short_to_judge_are_never_copies(headline: str, text: str) -> None:
    one = telling("a", text, headline=headline)
    two = telling("b", text, headline=headline)
    assert looked([one, two]) == [None, None]


def test_the_same_notice_a_week_later_is_no_copy() -> None:
    text = (
        "Aucune alerte n’est en vigueur dans la région ce matin, et la situation sur "
        "les routes est normale dans tout le pays selon la préfecture."
    )
    one = telling("a", text, outlet="x.example")
    two = telling("b", text, outlet="x.example", at=later(24 * 7))
    assert looked([one, two]) == [None, None]


def test_copies_of_copies_lead_to_the_first() -> None:
    copies = Copies()
    copies.look(telling("a", TEXT))
    copies.look(telling("b", "\n".join([OWN[3], *LINES])))
    third = copies.look(telling("c", "\n".join([OWN[3], *LINES, OWN[4]])))
    assert third is not None
    assert third.of == "a"
    assert [copies.origin(name) for name in "abcd"] == ["a", "a", "a", "d"]


def test_a_copy_of_additions_alone_is_a_copy_of_who_added_them() -> None:
    copies = Copies()
    copies.look(telling("a", TEXT))
    assert copies.look(telling("b", "\n".join([*LINES, *OWN])))
    third = copies.look(telling("c", OTHER))
    assert third is not None
    assert third.of == "b"


def test_an_article_seen_again_is_judged_anew_and_is_no_copy_of_itself() -> None:
    copies = Copies()
    copies.look(telling("a", TEXT))
    copies.look(telling("b", TEXT))
    assert copies.look(telling("a", TEXT)) is None
    again = copies.look(telling("b", TEXT))
    assert again is not None
    assert again.of == "a"
    assert copies.look(telling("b", OTHER)) is None
    assert copies.origin("b") == "b"


def test_when_an_origin_is_forgotten_its_earliest_copy_takes_its_place() -> None:
    copies = Copies()
    for name in "abc":
        copies.look(telling(name, TEXT + f"\n{OWN[ord(name) - ord('a')]}"))
    copies.forget("a")
    assert [copies.origin(name) for name in "bc"] == ["b", "b"]
    later_one = copies.look(telling("d", TEXT))
    assert later_one is not None
    assert later_one.of == "b"


def test_when_the_holder_of_a_text_is_forgotten_its_twin_is_compared() -> None:
    copies = Copies()
    copies.look(telling("a", TEXT))
    copies.look(telling("b", TEXT))
    copies.forget("a")
    copy = copies.look(telling("c", "\n".join(LINES[:5])))
    assert copy is not None
    assert copy.of == "b"


def test_what_nobody_knows_is_forgotten_too() -> None:
    copies = Copies()
    copies.forget("nobody")
    assert copies.origin("nobody") == "nobody"


def test_after_the_window_the_same_text_of_the_same_day_is_known_by_its_digest() -> (
    None
):
    copies = Copies(window=timedelta(days=2))
    copies.tidy(T0)
    copies.look(telling("a", TEXT, headline="One"))
    assert copies.tidy(later(24)) == 0
    assert copies.tidy(later(73)) == 1
    assert len(copies) == 0
    again = copies.look(telling("b", TEXT, headline="One"))
    assert again is not None
    assert (again.kind, again.of) == ("same", "a")
    assert copies.look(telling("c", TEXT + "\n" + OWN[0], headline="One")) is not None


def test_a_copy_stands_for_a_text_whose_origin_is_past_the_window() -> None:
    copies = Copies(window=timedelta(days=2))
    copies.tidy(T0)
    copies.look(telling("a", TEXT))
    copies.tidy(later(24))
    copies.look(telling("b", "\n".join([OWN[3], *LINES])))
    assert copies.tidy(later(73)) == 1
    copy = copies.look(telling("c", "\n".join(LINES[:5])))
    assert copy is not None
    assert copy.of == "a"


def test_of_too_many_texts_the_oldest_go() -> None:
    copies = Copies(most_texts=20)
    for number in range(100):
        copies.look(telling(f"a{number}", f"{TEXT} {number}", outlet=""))
    assert len(copies) <= 20


def test_translations_are_found_by_figures_and_layout() -> None:
    one = telling("es", text_of("voz-verna-comet"), language="es")
    two = telling("uk", text_of("visnyk-comet"), language="uk")
    _, copy = looked([one, two])
    assert copy is not None
    assert (copy.kind, copy.of, copy.containment) == ("translation", "es", 0.0)


def test_a_stated_alternate_is_believed_where_it_may_be_one() -> None:
    copies = Copies()
    copies.look(telling("fr", TEXT, language="fr"))
    english = telling("en", text_of("meridian-comet"), language="en")
    copy = copies.look(english, alternates=["fr", "unknown"])
    assert copy is not None
    assert (copy.kind, copy.of) == ("translation", "fr")
    note = telling("de", " ".join(["Kurz"] * 30), language="de")
    assert copies.look(note, alternates=["fr"]) is None
    french = telling("fr2", OTHER, language="fr-CA")
    assert copies.look(french, alternates=["fr"]) is None


def test_similar_meaning_alone_makes_no_translation() -> None:
    copies = Copies()
    copies.look(telling("en", text_of("meridian-quake"), language="en"))
    arabic = telling("ar", text_of("marwal-youm-quake"), language="ar")
    assert copies.look(arabic, similar=["en"]) is None


def test_a_snapshot_restores_to_the_byte_and_answers_the_same() -> None:
    copies = Copies(window=timedelta(days=3), most_texts=1_000)
    copies.tidy(T0)
    for name in ("a", "b"):
        copies.look(telling(name, TEXT))
    copies.look(telling("es", text_of("voz-verna-comet"), language="es"))
    data = copies.snapshot()
    again = Copies.restore(data)
    assert again.snapshot() == data
    assert (again.window, again.most_texts) == (copies.window, copies.most_texts)
    following = [
        telling("c", "\n".join([OWN[3], *LINES[:5]])),
        telling("uk", text_of("visnyk-comet"), language="uk"),
    ]
    assert [copies.look(one) for one in following] == [
        again.look(one) for one in following
    ]
    assert again.snapshot() == copies.snapshot()


@pytest.mark.parametrize("data", [b"", b"no snapshot", b"\x93\x01\x02\x03"])
def test_a_broken_snapshot_says_what_to_do(data: bytes) -> None:
    with pytest.raises(InputError, match="made anew"):
        Copies.restore(data)


def test_a_snapshot_of_another_version_says_so() -> None:
    data = Copies().snapshot()
    assert data[1] == 1
    with pytest.raises(InputError, match="version is 2"):
        Copies.restore(data[:1] + b"\x02" + data[2:])
