"""An article's row, decided from what is held of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files

import pytest

from nouvelles.extract import extract_capture
from nouvelles.ingest import read_warc
from nouvelles.language import sentences
from nouvelles.records import (
    Article,
    Block,
    Capture,
    Change,
    Claims,
    Entry,
    Image,
    Revision,
    Source,
)
from nouvelles.run.project import COMPARED, LEDE, Held, newest, project, stamp

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


@pytest.mark.parametrize(("away", "taken"), [(0, True), (1, True), (-2, False)])
def test_a_time_of_the_feed_says_more_than_a_printed_day(
    away: int, taken: bool
) -> None:
    day = ENTRY.published.replace(hour=0, minute=0) + timedelta(days=away)
    page = replace(ARTICLE, published=day, day_only=True)
    shown = project(replace(HELD, article=page, entries=(ENTRY,)))
    assert shown is not None
    expected = (ENTRY.published, False) if taken else (day, True)
    assert (shown.listed.published, shown.listed.day_only) == expected


def test_a_time_of_the_page_stands() -> None:
    shown = project(replace(HELD, article=ARTICLE, entries=(ENTRY,)))
    assert shown is not None
    assert shown.listed.published == ARTICLE.published


def test_a_time_after_the_capture_does_not_lead_the_paper() -> None:
    captured = NOON - timedelta(days=30)
    shown = project(replace(HELD, article=ARTICLE, captured=captured))
    assert shown is not None
    assert stamp(shown) == int(captured.timestamp())


def test_the_last_change_of_an_entry_counts() -> None:
    changed = replace(ENTRY, title="Retitled", updated=NOON + timedelta(hours=2))
    assert newest([changed, ENTRY])[-1].title == "Retitled"


# ---- revisions ----


def text(*paragraphs: str, headline: str = "A headline") -> Article:
    return replace(
        ARTICLE,
        headline=headline,
        body=tuple(Block(kind="paragraph", text=one) for one in paragraphs),
    )


def revised(*texts: Article) -> tuple[Revision, ...]:
    return tuple(
        Revision(
            at=NOON + timedelta(hours=n), digest=f"{n:064x}", headline=one.headline
        )
        for n, one in enumerate(texts)
    )


def changed(held: Held) -> list[tuple[Change, ...]]:
    shown = project(held)
    assert shown is not None
    return [revision.changes for revision in shown.revisions]


def test_each_revision_tells_what_it_changed() -> None:
    first = text("Twelve died.", "The road is closed.")
    second = text("Fourteen died.", "The road is closed.")
    third = text("Fourteen died.", headline="A new headline")
    held = replace(
        HELD,
        article=third,
        revisions=revised(first, second, third),
        texts=(first, second, None),
    )
    assert changed(held) == [
        (),
        (Change(field="body", before="Twelve died.", after="Fourteen died."),),
        (
            Change(field="headline", before="A headline", after="A new headline"),
            Change(field="body", before="The road is closed."),
        ),
    ]


def test_a_revision_outside_the_text_changes_nothing() -> None:
    second = replace(ARTICLE, keywords=("flood",), section="North")
    held = replace(
        HELD,
        article=second,
        revisions=revised(ARTICLE, second),
        texts=(ARTICLE, second),
    )
    assert changed(held) == [(), ()]


def test_without_the_texts_the_headline_tells() -> None:
    last = text("Fourteen died.", headline="Retitled")
    revisions = revised(text("One."), text("Two."), last)
    retitled = (Change(field="headline", before="A headline", after="Retitled"),)
    held = replace(HELD, article=last, revisions=revisions)
    assert changed(held) == [(), (), retitled]
    held = replace(held, texts=(text("One."), None, last))
    assert changed(held) == [(), (), retitled]


def test_the_last_revisions_are_compared() -> None:
    texts = [text(f"Number {n} was here.") for n in range(COMPARED + 3)]
    held = replace(
        HELD, article=texts[-1], revisions=revised(*texts), texts=tuple(texts)
    )
    found = changed(held)
    assert [bool(one) for one in found] == [False] * 3 + [True] * COMPARED


# ---- withdrawn, conditions ----


def test_a_withdrawn_article_says_since_when() -> None:
    for held in (
        replace(HELD, article=ARTICLE, withdrawn=NOON),
        replace(HELD, entries=(ENTRY,), withdrawn=NOON),
    ):
        shown = project(held)
        assert shown is not None
        assert shown.listed.withdrawn == NOON
        assert shown.listed.rights.withdrawn
    shown = project(replace(HELD, article=ARTICLE))
    assert shown is not None
    assert (shown.listed.withdrawn, shown.listed.rights.withdrawn) == (None, False)


def test_the_conditions_of_the_outlets_licence_come_along() -> None:
    source = replace(SOURCE, conditions=("tracking-pixel",))
    for held in (
        replace(HELD, source=source, article=ARTICLE),
        replace(HELD, source=source, entries=(ENTRY,)),
    ):
        shown = project(held)
        assert shown is not None
        assert shown.listed.rights.conditions == ("tracking-pixel",)


def test_corrections_of_the_sample_day_are_told() -> None:
    """The three that outlets made known, from the pages as they were captured."""
    captured: dict[str, list[Capture]] = {}
    with as_file(files("nouvelles.sample")) as folder:
        gold = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        for found in read_warc(folder / "day.warc.gz"):
            if isinstance(found.item, Capture):
                captured.setdefault(found.item.url, []).append(found.item)
    corrected = [one for one in gold["articles"] if one["correction"]]
    assert len(corrected) == 3
    for one in corrected:
        pages = sorted(captured[one["url"]], key=lambda page: page.at)
        texts = tuple(extract_capture(page) for page in pages)
        held = replace(HELD, article=texts[-1], revisions=revised(*texts), texts=texts)
        (told,) = changed(held)[1:]
        assert told[0].field == "headline"
        assert told[0].after == texts[-1].headline
        before = " ".join(change.before for change in told)
        for number, paragraph in one["correction"]["before"]["body"].items():
            # The sentences of the older paragraph that the newer one has no more.
            now = one["body"][int(number)]["p"]
            for start, end in sentences(paragraph, one["lang"]):
                sentence = paragraph[start:end]
                assert sentence in now or sentence in before, one["id"]
        assert len(told) < 20
