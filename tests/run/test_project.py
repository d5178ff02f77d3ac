"""An article's row, decided from what is held of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nouvelles.records import Article, Block, Claims, Entry, Image, Source
from nouvelles.run.project import LEDE, Held, newest, project, stamp

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
SOURCE = Source(host="outlet.example", name="The Outlet", licence="CC-BY-4.0")
ARTICLE = Article(
    canonical="https://outlet.example/a",
    headline="A headline",
    body=(Block(kind="paragraph", text="First words. " * 60),),
    agencies=("Meridian Press",),
    published=NOON,
    language="en",
    image=Image(url="https://outlet.example/a.jpg", licence="CC-BY-4.0", credit="Ann"),
)
ENTRY = Entry(
    feed="https://outlet.example/feed",
    guid="1",
    url="https://outlet.example/a",
    title="An entry's title",
    summary="What the feed says.",
    published=NOON - timedelta(hours=1),
    language="en",
)
HELD = Held(id="x", source=SOURCE)


def test_nothing_held_is_nothing_shown() -> None:
    assert project(HELD) is None


def test_a_page_is_shown_with_what_the_rights_room_asks() -> None:
    claims = Claims(licence="CC-BY-SA-4.0", robots=("noarchive",), max_snippet=120)
    shown = project(replace(HELD, article=ARTICLE, claims=claims, entries=(ENTRY,)))
    assert shown is not None
    listed = shown.listed
    assert listed.headline == "A headline"
    assert listed.summary == "What the feed says."
    assert len(listed.lede) <= LEDE
    rights = listed.rights
    assert rights.source_licence == "CC-BY-4.0"
    assert rights.page_licence == "CC-BY-SA-4.0"
    assert rights.agencies == ("Meridian Press",)
    assert rights.robots == ("noarchive",)
    assert rights.max_snippet == 120
    assert (rights.image_licence, rights.image_credit) == ("CC-BY-4.0", "Ann")


def test_an_entry_alone_shows_what_the_feed_says() -> None:
    shown = project(replace(HELD, entries=(ENTRY,), opted_out=True))
    assert shown is not None
    assert shown.article is None
    assert shown.listed.headline == "An entry's title"
    assert shown.listed.lede == ""
    assert shown.listed.rights.opted_out


def test_the_feed_lends_its_time_and_authors_to_a_page_without() -> None:
    bare = replace(ARTICLE, published=None, byline=())
    entry = replace(ENTRY, authors=("Ann",))
    shown = project(replace(HELD, article=bare, entries=(entry,)))
    assert shown is not None
    assert shown.listed.published == ENTRY.published
    assert shown.authors == ("Ann",)


def test_a_time_after_the_capture_does_not_lead_the_paper() -> None:
    captured = NOON - timedelta(days=30)
    shown = project(replace(HELD, article=ARTICLE, captured=captured))
    assert shown is not None
    assert stamp(shown) == int(captured.timestamp())


def test_the_last_change_of_an_entry_counts() -> None:
    changed = replace(ENTRY, title="Retitled", updated=NOON + timedelta(hours=2))
    assert newest([changed, ENTRY])[-1].title == "Retitled"
