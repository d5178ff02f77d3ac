"""Each check of the builder finds the fault it is there for, and says where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sample_day.check import check_world
from sample_day.dates import solar_hijri
from sample_day.load import load_world
from sample_day.records import Article, Block, Problem, Statement, World
from sample_day.tables import Table
from sample_day.typography import find_faults


@pytest.fixture(scope="module")
def world() -> World:
    found, problems = load_world()
    assert not problems
    return found


def with_article(
    world: World, name: str, change: Callable[[Article], Article]
) -> World:
    """The world with one article changed."""
    events = tuple(
        replace(
            event,
            articles=tuple(
                change(article) if article.id == name else article
                for article in event.articles
            ),
        )
        for event in world.events
    )
    return replace(world, events=events)


def messages(world: World, name: str) -> str:
    """What the checks say about an article, its statements included."""
    return "\n".join(
        str(problem) for problem in check_world(world) if problem.where.startswith(name)
    )


WIRE_COPY = "keldor-post-wheat"
FIRST = "radio-ouvra-talmeira"


def test_sources_have_no_problem(world: World) -> None:
    assert check_world(world) == []


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (FIRST, lambda a: replace(a, id="voz-verna-sardine"), "used twice"),
        (FIRST, lambda a: replace(a, outlet="nobody"), "no outlet"),
        (FIRST, lambda a: replace(a, path="/é"), "percent-encoded"),
        (FIRST, lambda a: replace(a, summary="a" * 301), "301 characters"),
        (FIRST, lambda a: replace(a, headline="Fim..."), "full stops"),
        (FIRST, lambda a: replace(a, related=("nothing",)), "no article 'nothing'"),
        (
            FIRST,
            lambda a: replace(a, published=a.published + timedelta(hours=20)),
            "published earlier",
        ),
        (
            FIRST,
            lambda a: replace(a, modified=a.published - timedelta(hours=1)),
            "before `published`",
        ),
        (FIRST, lambda a: replace(a, body=a.body[:2]), "write 4 to 9"),
        (WIRE_COPY, lambda a: replace(a, agency=""), "credits its agency"),
        (WIRE_COPY, lambda a: replace(a, origin="nothing"), "names no article"),
        (WIRE_COPY, lambda a: replace(a, copy="rewrite"), "word for word"),
        (
            WIRE_COPY,
            lambda a: replace(
                a, body=tuple(Block(kind="p", text=f"{n}") for n in range(4))
            ),
            "repeats no paragraph",
        ),
    ],
)
def test_article_fault_is_named(
    world: World, name: str, change: Callable[[Article], Article], said: str
) -> None:
    changed = with_article(world, name, change)
    said_by_all = "\n".join(map(str, check_world(changed)))
    assert said in said_by_all


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: replace(s, words="never written"), "stand in no single block"),
        (lambda s: replace(s, cue="never written"), "is not in the block"),
        (lambda s: replace(s, words=f"«{s.words}»"), "quotation marks"),
        (lambda s: replace(s, via="nobody"), "no outlet"),
        (lambda s: replace(s, original="nothing#0"), "names no statement"),
        (lambda s: replace(s, original="nothing"), "article-id#number"),
        (lambda s: replace(s, speaker="", role=""), "say who speaks"),
    ],
)
def test_statement_fault_is_named(
    world: World, change: Callable[[Statement], Statement], said: str
) -> None:
    changed = with_article(
        world,
        FIRST,
        lambda a: replace(a, statements=(change(a.statements[0]), *a.statements[1:])),
    )
    assert said in messages(changed, f"{FIRST}, statement 0")


def test_event_needs_exactly_one_first_reporter(world: World) -> None:
    changed = with_article(world, FIRST, lambda a: replace(a, first=False))
    assert "0 articles have `first = true`" in messages(changed, "talmeira-dam")


def test_host_must_be_an_invented_one(world: World) -> None:
    outlet = replace(world.outlets["visnyk"], host="visnyk.ua")
    changed = replace(world, outlets={**world.outlets, "visnyk": outlet})
    assert ".example" in messages(changed, "visnyk")


def test_paywall_must_not_hide_what_others_name(world: World) -> None:
    odd = replace(world.oddities, paywalled={"anselhafener-vote": 1})
    assert "would hide" in messages(replace(world, oddities=odd), "anselhafener-vote")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("« Bonjour »", "fr", "U+202F"),
        ("Alors !", "fr", "U+202F"),
        ("Voici : oui", "fr", "U+00A0"),
        ("l'eau", "fr", "apostrophe"),
        ('"Hello"', "en", "quotation mark"),
        ("„Nein”", "de", "quotation mark"),
        ("«нет", "ru", "do not pair"),
        ("你好,世界", "zh", "ASCII mark"),
        ("نعم, لا", "ar", "ASCII mark"),
        ("cafe\u0301", "es", "NFC"),
    ],
)
def test_typography_fault_is_named(text: str, language: str, said: str) -> None:
    assert any(said in fault for fault in find_faults(text, language))


def test_misspelled_key_is_reported() -> None:
    problems: list[Problem] = []
    table = Table({"headlin": "x"}, "01.toml", "a", problems)
    table.text("headline")
    table.finish()
    said = "\n".join(map(str, problems))
    assert "`headline` is missing" in said
    assert "`headlin` is not part of the format" in said


def test_solar_hijri_calendar() -> None:
    assert solar_hijri(date(2026, 3, 12)) == (1404, 12, 21)
    assert solar_hijri(date(2025, 3, 21)) == (1404, 1, 1)
    assert solar_hijri(date(2025, 9, 23)) == (1404, 7, 1)
