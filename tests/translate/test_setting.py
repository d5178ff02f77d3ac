"""Quotes, typography and names as an edition sets them."""

from __future__ import annotations

import pytest

from nouvelles.translate.french import contract
from nouvelles.translate.naming import french_joints, named
from nouvelles.translate.quoting import (
    around_names,
    lost_quotes,
    put_back,
    set_quotes,
    to_straight,
    without_lone,
)
from nouvelles.translate.typography import set_text


def test_engines_are_given_straight_marks() -> None:
    assert to_straight("« Oui », dit-il, “no”, „ja“") == '"Oui", dit-il, "no", "ja"'


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("fr", "Il dit «\u202foui\u202f»."),
        ("de", "Il dit „oui“."),
        ("en", "Il dit “oui”."),
        ("ja", "Il dit 「oui」."),
    ],
)
def test_pairs_are_set_by_the_edition(language: str, wanted: str) -> None:
    assert set_quotes('Il dit "oui".', language) == wanted
    assert set_quotes(set_quotes('Il dit "oui".', language), language) == wanted


def test_a_lost_pair_is_put_around_its_words() -> None:
    source = 'He said "no way" and left.'
    target = "Il a dit pas question et partit."
    assert lost_quotes(source, target) == ("no way",)
    assert put_back(target, "pas question") == 'Il a dit "pas question" et partit.'
    assert put_back(target, "absolument rien") is None


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ('До "Симпсонов" он писал.', "Before The Simpsons he wrote.", '"Simpsons"'),
        ('Победила "Олл Блэкс".', "It beat the All Blacks.", '"All Blacks"'),
        ('Автогонки "Формулы-1".', "Racing of Formula 1.", '"Formula 1"'),
    ],
)
def test_names_in_quotes_are_found_by_their_sound(
    source: str, target: str, wanted: str
) -> None:
    assert around_names(source, target) == target.replace(wanted.strip('"'), wanted)


def test_a_lone_mark_goes_where_the_source_has_none() -> None:
    source = "The workers' rights count, he said."
    made = without_lone(source, "Les droits comptent\u202f», dit-il.")
    assert made == "Les droits comptent, dit-il."
    quoted = "Il a dit « oui », et « non."
    assert without_lone('He said "yes" and "no.', quoted) == quoted
    assert without_lone("He said 'yes' and no.", quoted) == quoted


def test_what_is_quoted_and_no_name_stays_as_the_engine_gave_it() -> None:
    source, target = 'Он сказал "мы придём завтра".', "He said we will come tomorrow."
    assert around_names(source, target) == target


@pytest.mark.parametrize(
    ("text", "straight"),
    [
        ('"Il a parlé d\'un ""non"" clair."', 'Il a parlé d\'un "non" clair.'),
        ('Il a dit ""non"".', 'Il a dit "non".'),
        ('Il a dit """non""" hier', 'Il a dit "non" hier'),
        ('""Peppa," yes."', '"Peppa," yes.'),
        ('An empty "" here', 'An empty "" here'),
    ],
)
def test_doubled_marks_of_a_table_are_one(text: str, straight: str) -> None:
    assert to_straight(text) == straight


def test_a_straight_mark_opens_a_quote_inside_of_one() -> None:
    text = '"He said that it was "very alarming"."'
    assert set_quotes(text, "en") == "“He said that it was ‘very alarming’.”"


@pytest.mark.parametrize(
    ("text", "source", "pair", "wanted"),
    [
        (
            "Il a payé 1,234.5 dollars.",
            "He paid 1,234.5 dollars.",
            ("en", "fr"),
            "Il a payé 1\u202f234,5\u00a0dollars.",
        ),
        (
            "Quoi ? Non : 5%!",
            "What? No: 5%!",
            ("en", "fr"),
            "Quoi\u202f? Non\u00a0: 5\u202f%\u202f!",
        ),
        (
            "à 3:30 p.m. le 1 mars",
            "at 3:30 p.m.",
            ("en", "fr"),
            "à 15\u00a0h\u00a030 le 1er\u00a0mars",
        ),
        (
            "At 15 h 30, after 2 h 30 of talks.",
            "À 15 h 30, après 2 h 30 de discussions.",
            ("fr", "en"),
            "At 3:30\u00a0p.m., after 2 h 30 of talks.",
        ),
        (
            "It ends at 12 h.",
            "Il finit à 12 h.",
            ("fr", "en"),
            "It ends at 12\u00a0p.m.",
        ),
        ("from 9h", "à partir de 9h", ("fr", "en-GB"), "from 9:00"),
        ("um 15 h 30", "à 15 h 30", ("fr", "de"), "um 15:30\u00a0Uhr"),
        (
            "a record: 15 h 30",
            "un record porté à 15 h 30 de course",
            ("fr", "en"),
            "a record: 15 h 30",
        ),
        (
            "12,000 Leute um 15:30",
            "12,000 people",
            ("en", "de"),
            "12.000 Leute um 15:30\u00a0Uhr",
        ),
        ("12.000 people", "12.000 Leute", ("de", "en"), "12,000 people"),
        (
            "Ha dicho : ¿qué ? ¡Sí !",
            "Il a dit : quoi ? Oui !",
            ("fr", "es"),
            "Ha dicho: ¿qué? ¡Sí!",
        ),
        ("It marked 217,3.", "Marcava 217,3.", ("pt", "en"), "It marked 217.3."),
        (
            "voir https://a.example/?q=1 ici",
            "",
            ("en", "fr"),
            "voir https://a.example/?q=1 ici",
        ),
    ],
)
def test_figures_times_and_spaces(
    text: str, source: str, pair: tuple[str, str], wanted: str
) -> None:
    assert set_text(text, source, *pair) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dans La Russie", "en Russie"),
        ("à Brésil", "au Brésil"),
        ("Dans Les États-Unis", "Aux États-Unis"),
        ("de La Chine", "de la Chine"),
        ("de Le Brésil", "du Brésil"),
        ("à Israël", "à Israël"),
        ("dans la Russie d'alors", "dans la Russie d'alors"),
    ],
)
def test_countries_take_their_prepositions(text: str, wanted: str) -> None:
    assert french_joints(text) == wanted


def test_contractions_leave_pronouns_alone() -> None:
    assert contract("de le président, de le voir, à les élections") == (
        "du président, de le voir, aux élections"
    )


def test_people_that_an_engine_left_in_their_script_are_written_in_the_editions() -> (
    None
):
    source = "Марія Коваль розповіла про це Олені Грабар у Києві."
    made = "Марія Коваль en a parlé à Олені Грабар à Kiev."
    assert named(source, made, "uk", "fr") == (
        "Maria Koval en a parlé à Олені Грабар à Kiev."
    )


def test_names_take_the_editions_form_behind_the_engine() -> None:
    assert named(
        "Moscow and Beijing agree.", "Moscow et Beijing sont d'accord.", "en", "fr"
    ) == ("Moscou et Pékin sont d'accord.")
    assert named("Paris", "Paris", "en", "fr") == "Paris"
    assert named("In Turkey", "Dans La Turkey", "en", "fr") == "En Turquie"


@pytest.mark.parametrize(
    ("text", "shown", "pair"),
    [
        ("La Europa League en Europa.", "La Europa League en Europe.", ("es", "fr")),
        ("Um jornal, o New York Times, de New York.",
         "Um jornal, o New York Times, de Nova York.", ("en", "pt")),
        ("Le Royal London Hospital de London", "Le Royal London Hospital de Londres",
         ("en", "fr")),
        ("À London, London et Moscow.", "À Londres, Londres et Moscou.", ("en", "fr")),
        ("Die Stadt Moscow Anfang Mai", "Die Stadt Moskau Anfang Mai", ("en", "de")),
    ],
)  # fmt: skip
def test_a_place_inside_of_a_longer_name_stays(
    text: str, shown: str, pair: tuple[str, str]
) -> None:
    assert named(text, text, *pair) == shown


@pytest.mark.parametrize(
    ("source", "made", "shown"),
    [
        ("Jordan spoke.", "Jordan a parlé.", "Jordan a parlé."),
        ("She asked Chad.", "Elle a interrogé Chad.", "Elle a interrogé Chad."),
        ("She lives in Jordan.", "Elle vit en Jordan.", "Elle vit en Jordanie."),
        ("Jordan and Egypt met.", "Jordan et l'Égypte.", "Jordanie et l'Égypte."),
        (
            "Jordanians left Jordan.",
            "Ils ont quitté Jordan.",
            "Ils ont quitté Jordanie.",
        ),
    ],
)
def test_a_persons_name_becomes_no_country(source: str, made: str, shown: str) -> None:
    assert named(source, made, "en", "fr") == shown


@pytest.mark.parametrize(
    ("left", "shown", "pair"),
    [
        ("Trinidad and Tobago", "Trinité-et-Tobago", ("en", "fr")),
        ("Antigua and Barbuda", "Antigua-et-Barbuda", ("en", "fr")),
        ("United Arab Emirates", "Émirats arabes unis", ("en", "fr")),
        ("North Macedonia", "Macédoine du Nord", ("en", "fr")),
        ("The Vatican", "Le Vatican", ("en", "fr")),
        ("Vatican City", "Cité du Vatican", ("en", "fr")),
        ("Le Vatican", "The Vatican", ("fr", "en")),
        ("le Vatican", "the Vatican", ("fr", "en")),
        ("Trinité-et-Tobago", "Trinidad and Tobago", ("fr", "en")),
        ("Émirats arabes unis", "United Arab Emirates", ("fr", "en")),
        ("Palästina", "Palestine", ("de", "fr")),
        ("Palestina", "Palestine", ("es", "en")),
        ("Esuatini", "Eswatini", ("es", "fr")),
    ],
)
def test_countries_have_the_names_that_papers_print(
    left: str, shown: str, pair: tuple[str, str]
) -> None:
    assert named(left, left, *pair) == shown
