"""What the engine is told of an article, and what is counted of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from nouvelles.records import Article, Block, Listed, RightsItem, Shown, Source
from nouvelles.run.grouping.telling import (
    LONGEST,
    NO_HEADLINE,
    NO_LANGUAGE,
    NO_WORDS,
    ODD_DATE,
    oddities,
    telling_of,
)

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
SOURCE = Source(host="a.example", name="A", country="FR")
ARTICLE = Article(
    canonical="https://a.example/dam",
    headline="The dam",
    standfirst="It broke.",
    body=(
        Block(kind="heading", text="At night"),
        Block(kind="paragraph", text="Water came."),
        Block(kind="image", text="A picture of it", url="https://a.example/p.jpg"),
        Block(kind="list", text="one two", items=("one", "two")),
        Block(kind="quote", text="“We ran.”"),
        Block(kind="live", text="10:02: a bridge"),
        Block(kind="embed", text="x", url="https://x.example/1"),
    ),
    agencies=("AFP",),
    kind="live",
)
LISTED = Listed(
    id="0000000000001",
    url="https://a.example/dam",
    source=SOURCE,
    headline="The dam",
    standfirst="It broke.",
    lede="Water came.",
    summary="A dam broke.",
    language="fr",
    published=NOW - timedelta(hours=3),
    day_only=False,
    captured=NOW - timedelta(hours=1),
    rights=RightsItem(),
)
SHOWN = Shown(listed=LISTED, article=ARTICLE)


def test_an_article_is_told_by_its_standfirst_and_paragraphs() -> None:
    telling = telling_of(SHOWN, NOW)
    assert telling.text.split("\n") == [
        "It broke.",
        "Water came.",
        "one",
        "two",
        "“We ran.”",
        "10:02: a bridge",
    ]
    assert telling.article == LISTED.id
    assert (telling.headline, telling.language, telling.at) == (
        "The dam",
        "fr",
        LISTED.published,
    )
    assert (telling.outlet, telling.country) == ("a.example", "FR")
    assert (telling.kind, telling.agencies) == ("live", ("AFP",))


def test_what_is_only_announced_is_told_by_its_summary() -> None:
    telling = telling_of(replace(SHOWN, article=None), NOW)
    assert (telling.text, telling.kind, telling.agencies) == (
        "A dam broke.",
        "news",
        (),
    )


def test_no_text_is_told_beyond_a_bound() -> None:
    long = Block(kind="paragraph", text="x" * (LONGEST + 1))
    article = replace(ARTICLE, standfirst="", body=(long,))
    assert len(telling_of(replace(SHOWN, article=article), NOW).text) == LONGEST


@pytest.mark.parametrize(
    "published",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        NOW + timedelta(days=3),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
    ids=["1970", "the first day", "in three days", "the last day"],
)
def test_a_date_that_cannot_be_is_no_date(published: datetime) -> None:
    odd = replace(SHOWN, listed=replace(LISTED, published=published))
    assert telling_of(odd, NOW).at == LISTED.captured
    assert ODD_DATE in oddities(odd, NOW)
    bare = replace(odd.listed, captured=None)
    announced = replace(odd, listed=bare, article=None)
    assert telling_of(announced, NOW).at is None
    assert ODD_DATE in oddities(announced, NOW)


def test_a_day_without_a_time_lies_before_the_capture() -> None:
    midnight = datetime(2026, 3, 12, tzinfo=UTC)
    day = replace(LISTED, published=midnight, day_only=True)
    assert telling_of(replace(SHOWN, listed=day), NOW).at == LISTED.captured


def test_nothing_is_known_of_its_time() -> None:
    listed = replace(LISTED, published=None, captured=None)
    assert telling_of(Shown(listed=listed, article=None), NOW).at is None


def test_what_is_odd_is_counted() -> None:
    assert oddities(SHOWN, NOW) == ()
    unnamed = replace(LISTED, headline=" ", language="und")
    assert oddities(replace(SHOWN, listed=unnamed), NOW) == (NO_HEADLINE, NO_LANGUAGE)
    nothing = Shown(listed=replace(unnamed, summary=""), article=None)
    assert oddities(nothing, NOW) == (NO_WORDS, NO_LANGUAGE)


def test_the_telling_does_not_depend_on_the_time_of_telling() -> None:
    assert telling_of(SHOWN, NOW) == telling_of(SHOWN, NOW + timedelta(days=400))
