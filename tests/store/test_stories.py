"""The log of stories, and the read tables that are its fold, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nouvelles.records import (
    ArticleInStory,
    Copy,
    Head,
    HoldingReason,
    Moved,
    Story,
    Tombstone,
    Translation,
)
from nouvelles.run.erase import finish_erasing
from nouvelles.run.prepare import prepare
from nouvelles.run.reproject import rebuild
from nouvelles.store import Store, readtables, story_log, story_tables, translations
from nouvelles.store.codec import encode
from nouvelles.store.erase import Removal, remove
from nouvelles.store.names import number_of
from nouvelles.store.read import ReadTables
from nouvelles.store.schema_stories import stories
from nouvelles.store.schema_translation import translated_heads
from nouvelles.testing import Clock
from tests.run.small_paper import LINE, NOW
from tests.store.told import AT, act, arrive, tell_all, telling, told_paper, write

Ids = dict[str, str]


@pytest.fixture
def ids(store: Store, clock: Clock) -> Ids:
    return told_paper(store, clock)


@pytest.fixture
def reads(store: Store) -> ReadTables:
    return ReadTables(store)


def story(reads: ReadTables, id: str) -> Story:
    found = reads.story(id)
    assert isinstance(found, Story)
    return found


def members(found: Story) -> list[str]:
    return [one.listed.url.rsplit("/", 1)[-1] for one in found.told]


# ---- the log ----


def test_lines_are_numbered_without_gaps_and_come_back(store: Store, ids: Ids) -> None:
    written = tell_all(store, ids)
    with store.read() as connection:
        assert story_log.lines_after(connection, 0, 100) == written
        assert story_log.lines_after(connection, 1, 2) == written[1:3]
        assert story_log.end(connection) == 4
        assert story_log.lines_about(connection, article=ids["copy"]) == written[3:]
        about = story_log.lines_about(connection, stories=["aaaaaaaa"])
        assert about == [*written[:2], written[3]]
    assert [line.number for line in written] == [1, 2, 3, 4]
    assert written[0].arrived
    assert written[0].arrived.vector == b"\x00\x3c" * 4


def test_the_newest_telling_of_an_article_is_known_by_its_digest(
    store: Store, ids: Ids
) -> None:
    lines = tell_all(store, ids)
    assert lines[0].arrived
    told = replace(lines[0].arrived.telling, headline="Another")
    new = replace(lines[0].arrived, telling=told)
    write(store, [arrive("join", "aaaaaaaa", ids["dam"])], {ids["dam"]: new})
    with store.read() as connection:
        lines = story_log.lines_about(connection, article=ids["dam"])
        digest = story_log.told_digest(connection, ids["dam"])
        assert story_log.told_digest(connection, ids["vote"]) == b""
    assert digest == story_log.telling_digest(told)
    assert [line.arrived.telling.headline for line in lines if line.arrived] == [
        "The Dam",
        "Another",
    ]


# ---- what pages read ----


def test_a_story_has_its_tellings_earliest_first(reads: ReadTables, ids: Ids) -> None:
    tell_all(reads.store, ids)
    found = story(reads, "aaaaaaaa")
    assert found.slug == "the-dam"
    order = [one.id for one in reads.articles(1, 30).items]  # newest first
    assert [one.listed.id for one in found.told] == sorted(
        [ids[name] for name in ("dam", "flood", "copy")], key=order.index, reverse=True
    )
    assert set(members(found)) == {"dam", "flood", "copy"}
    by_name = dict(zip(members(found), found.told, strict=True))
    assert by_name["copy"].origin == ids["flood"]
    assert by_name["copy"].copy
    assert by_name["copy"].copy.kind == "wire"
    assert by_name["flood"].origin == ids["flood"]
    assert by_name["flood"].odds == 2.25
    assert by_name["flood"].reasons[1].words == ("Ada",)
    assert by_name["flood"].by == ""
    assert (found.hidden, found.sensitive, found.lead, found.former) == (
        False,
        False,
        "",
        (),
    )
    assert reads.story("zzzzzzzz") is None


def test_topics_are_those_of_most_origins(reads: ReadTables, ids: Ids) -> None:
    tell_all(reads.store, ids)
    assert story(reads, "aaaaaaaa").topics == ("weather",)
    assert story(reads, "cccccccc").topics == ()
    split = act("split", "aaaaaaaa", into="ffffffff", articles=(ids["dam"],))
    write(reads.store, [split])
    assert story(reads, "ffffffff").topics == ("weather", "politics")


def test_origins_that_disagree_have_no_topic(reads: ReadTables, ids: Ids) -> None:
    comet = telling(ids["comet"], "The Comet", None, "science")
    vote = telling(ids["vote"], "The Vote", None, "politics", "society", "health")
    acts = [
        arrive("begin", "cccccccc", ids["comet"]),
        arrive("join", "cccccccc", ids["vote"]),
    ]
    write(reads.store, acts, {ids["comet"]: comet, ids["vote"]: vote})
    assert story(reads, "cccccccc").topics == ()
    move = act("move", "cccccccc", into="eeeeeeee", article=ids["vote"])
    write(reads.store, [move])
    assert story(reads, "eeeeeeee").topics == ("politics", "society")


@pytest.mark.parametrize(
    ("last", "topics"), [("science", ("politics",)), ("weather", ())]
)
def test_a_topic_of_half_of_the_origins_stands_alone_or_not_at_all(
    reads: ReadTables, ids: Ids, last: str, topics: tuple[str, ...]
) -> None:
    of_each = {"dam": "politics", "flood": "politics", "vote": "weather", "comet": last}
    arrived = {
        ids[name]: telling(ids[name], name, None, topic)
        for name, topic in of_each.items()
    }
    first, *others = arrived
    acts = [arrive("begin", "aaaaaaaa", first)]
    acts += [arrive("join", "aaaaaaaa", other) for other in others]
    write(reads.store, acts, arrived)
    assert story(reads, "aaaaaaaa").topics == topics


def test_copies_have_no_voice_in_topics(reads: ReadTables, ids: Ids) -> None:
    copy = Copy(article=ids["copy"], of=ids["flood"], kind="wire")
    acts = [
        arrive("begin", "aaaaaaaa", ids["dam"]),
        arrive("join", "aaaaaaaa", ids["flood"]),
        arrive("join", "aaaaaaaa", ids["copy"]),
        arrive("join", "aaaaaaaa", ids["comet"]),
    ]
    arrived = {
        ids["dam"]: telling(ids["dam"], "The Dam", None, "politics"),
        ids["flood"]: telling(ids["flood"], "The Flood", None),
        ids["copy"]: telling(ids["copy"], "A Copy", copy, "weather"),
        ids["comet"]: telling(ids["comet"], "The Rain", None, "politics"),
    }
    write(reads.store, acts, arrived)
    assert story(reads, "aaaaaaaa").topics == ("politics",)


def test_an_article_with_its_story_is_what_both_are(
    reads: ReadTables, ids: Ids
) -> None:
    tell_all(reads.store, ids)
    found = reads.article_in_story(ids["dam"])
    assert isinstance(found, ArticleInStory)
    assert found.shown == reads.article(ids["dam"])
    assert found.story == story(reads, "aaaaaaaa")
    assert found.beside == reads.read_also("aaaaaaaa")
    alone = reads.article_in_story(ids["vote"])
    assert isinstance(alone, ArticleInStory)
    assert (alone.story, alone.beside) == (None, ())
    assert reads.article_in_story("0000000000000") is None
    assert reads.article_in_story("nonsense") is None


def test_an_article_read_again_unchanged_is_the_same_record(
    reads: ReadTables, ids: Ids
) -> None:
    tell_all(reads.store, ids)
    first = reads.article_in_story(ids["dam"])
    again = reads.article_in_story(ids["dam"])
    assert isinstance(first, ArticleInStory)
    assert isinstance(again, ArticleInStory)
    assert again.shown is first.shown
    assert again.story is first.story
    with reads.store.write() as connection:
        connection.execute(stories.update().values(hidden=True))
    hidden = reads.article_in_story(ids["dam"])
    assert isinstance(hidden, ArticleInStory)
    assert first.story
    assert hidden.story == replace(first.story, hidden=True)
    assert hidden.shown is first.shown
    with reads.store.write() as connection:
        connection.execute(translated_heads.delete())
        head = Head(language="fr", original="The Dam", headline="Le barrage")
        data = encode(readtables.Heads((head,)))
        row = {"article_id": number_of(ids["dam"]), "data": data}
        connection.execute(translated_heads.insert(), [row])
    changed = reads.article_in_story(ids["dam"])
    assert isinstance(changed, ArticleInStory)
    assert changed.shown == reads.article(ids["dam"])
    assert changed.shown.listed.heads == (head,)


def test_translations_come_with_an_article_but_for_those_that_are_held(
    reads: ReadTables, ids: Ids
) -> None:
    def made(language: str, *held: HoldingReason) -> Translation:
        return Translation(
            article=ids["dam"],
            language="en",
            target_language=language,
            digest="",
            sentences=(),
            made=AT,
            held=held,
        )

    number = number_of(ids["dam"])
    assert number
    of = translations.Made(input=b"", maker=b"", whole=True)
    held = made("ar", HoldingReason(reason="length", paragraph=1))
    for one in (made("fr"), made("de"), held):
        translations.save(reads.store, number, one, of, None)
    found = reads.article_in_story(ids["dam"])
    assert isinstance(found, ArticleInStory)
    assert found.translations == (made("de"), made("fr"))


def test_lists_of_stories(reads: ReadTables, ids: Ids) -> None:
    before = reads.changed()
    tell_all(reads.store, ids)
    assert reads.changed() > before
    page = reads.stories(1, 1)
    assert (page.total, page.more, len(page.items)) == (2, True, 1)
    assert reads.stories(2, 1).more is False
    assert reads.stories(3, 1).items == ()
    every = {one.id for one in reads.stories(1, 10).items}
    assert every == {"aaaaaaaa", "cccccccc"}
    newest = max(one.told[-1].listed.published for one in reads.stories(1, 9).items)  # type: ignore[type-var]
    assert newest
    assert {one.id for one in reads.stories_since(newest, 10)} <= every
    assert len(reads.stories_since(newest, 1)) == 1
    assert reads.stories_since(newest + timedelta(hours=1), 10) == ()
    # Of a time: with all their tellings, and those first that have most of them in it.
    day = timedelta(days=1)
    between = reads.stories_between(newest - day, newest + day, 10)
    assert {one.id for one in between} == every
    assert between[0].id == "aaaaaaaa"
    assert between[0] == story(reads, "aaaaaaaa")
    assert len(reads.stories_between(newest - day, newest + day, 1)) == 1
    assert reads.stories_between(newest + day, newest + 2 * day, 10) == ()
    some = [ids["dam"], ids["vote"], "nonsense", ids["comet"]]
    assert reads.stories_of(some) == {ids["dam"]: "aaaaaaaa", ids["comet"]: "cccccccc"}


def test_a_merge_leaves_a_redirect_that_follows_later_ones(
    reads: ReadTables, ids: Ids
) -> None:
    store = reads.store
    tell_all(store, ids)
    write(store, [act("merge", "cccccccc", into="aaaaaaaa")])
    assert reads.story("cccccccc") == Moved(id="aaaaaaaa")
    found = story(reads, "aaaaaaaa")
    assert set(members(found)) == {"dam", "flood", "copy", "comet"}
    assert found.former == ("cccccccc",)
    write(store, [act("merge", "aaaaaaaa", into="bbbbbbbb")])
    assert reads.story("cccccccc") == Moved(id="bbbbbbbb")
    assert story(reads, "bbbbbbbb").former == ("aaaaaaaa", "cccccccc")


def test_a_split_makes_a_story_with_a_name_of_its_own(
    reads: ReadTables, ids: Ids
) -> None:
    tell_all(reads.store, ids)
    split = act(
        "split",
        "aaaaaaaa",
        into="ffffffff",
        articles=(ids["flood"], ids["copy"]),
        by="Ada",
    )
    write(reads.store, [split])
    found = story(reads, "ffffffff")
    assert set(members(found)) == {"flood", "copy"}
    assert found.slug == "the-flood"
    assert {one.by for one in found.told} == {"Ada"}
    assert {one.origin for one in found.told} == {ids["flood"]}
    assert members(story(reads, "aaaaaaaa")) == ["dam"]


def test_a_story_gives_up_the_name_of_what_left_it(reads: ReadTables, ids: Ids) -> None:
    tell_all(reads.store, ids)
    move = act("move", "aaaaaaaa", article=ids["dam"], into="cccccccc")
    write(reads.store, [move])
    found = story(reads, "aaaaaaaa")
    assert "dam" not in members(found)
    assert found.slug == "the-flood"
    assert story(reads, "cccccccc").slug == "the-comet"  # who comes renames nothing
    write(reads.store, [act("move", "cccccccc", article=ids["dam"], into="aaaaaaaa")])
    assert story(reads, "aaaaaaaa").slug == "the-flood"


def test_a_story_whose_last_article_moves_leads_to_where_it_went(
    reads: ReadTables, ids: Ids
) -> None:
    tell_all(reads.store, ids)
    move = act("move", "cccccccc", article=ids["comet"], into="aaaaaaaa", by="Ada")
    write(reads.store, [move])
    assert reads.story("cccccccc") == Moved(id="aaaaaaaa")
    write(reads.store, [replace(move, story="aaaaaaaa", into="cccccccc", by="Eve")])
    found = story(reads, "cccccccc")
    assert (found.slug, found.told[0].by) == ("the-comet", "Eve")
    assert members(story(reads, "aaaaaaaa")) != ["comet"]


def test_what_an_editor_says_of_a_story(reads: ReadTables, ids: Ids) -> None:
    store = reads.store
    tell_all(store, ids)
    write(
        store,
        [
            act("lead", "aaaaaaaa", article=ids["flood"], by="Ada"),
            act("hide", "aaaaaaaa", by="Ada"),
            act("sensitive", "aaaaaaaa", by="Ada"),
            act("pin", "aaaaaaaa", article=ids["dam"], by="Ada"),
        ],
    )
    found = story(reads, "aaaaaaaa")
    assert (found.lead, found.hidden, found.sensitive) == (ids["flood"], True, True)
    assert [one.id for one in reads.stories(1, 9).items] == ["cccccccc"]
    assert len(reads.stories_since(AT - timedelta(days=9), 9)) == 1
    write(
        store,
        [
            act("unlead", "aaaaaaaa", by="Ada"),
            act("unhide", "aaaaaaaa", by="Ada"),
            act("unsensitive", "aaaaaaaa", by="Ada"),
            act("unpin", "aaaaaaaa", article=ids["dam"], by="Ada"),
        ],
    )
    found = story(reads, "aaaaaaaa")
    assert (found.lead, found.hidden, found.sensitive) == ("", False, False)


def test_what_is_hidden_or_sensitive_stays_so_in_a_merge(
    reads: ReadTables, ids: Ids
) -> None:
    store = reads.store
    tell_all(store, ids)
    write(
        store, [act("hide", "cccccccc", by="A"), act("sensitive", "aaaaaaaa", by="A")]
    )
    write(store, [act("merge", "cccccccc", into="aaaaaaaa")])
    found = story(reads, "aaaaaaaa")
    assert (found.hidden, found.sensitive) == (True, True)


# ---- made anew ----


def _history(store: Store, ids: Ids) -> None:
    tell_all(store, ids)
    write(
        store,
        [
            act("merge", "cccccccc", into="aaaaaaaa"),
            act("split", "aaaaaaaa", into="ffffffff", articles=(ids["flood"],)),
            act("lead", "aaaaaaaa", article=ids["dam"], by="Ada"),
            act("move", "aaaaaaaa", article=ids["copy"], into="ffffffff", by="Ada"),
        ],
    )


def test_dropped_read_tables_are_made_from_the_log(
    store: Store, ids: Ids, reads: ReadTables, clock: Clock
) -> None:
    _history(store, ids)
    before = [reads.story(id) for id in ("aaaaaaaa", "cccccccc", "ffffffff")]
    rebuild(store, prepare(store, LINE, clock))
    assert [reads.story(id) for id in ("aaaaaaaa", "cccccccc", "ffffffff")] == before
    assert story_tables.fold_owed(store) == 0


# ---- erasure ----


def take_out(store: Store, name: str) -> None:
    url = f"https://a.example/{name}"
    remove(store, Removal(url=url, status=451, reason="Asked", who="Ada"), NOW)


def test_a_removed_article_leaves_its_story_and_the_log(
    reads: ReadTables, ids: Ids
) -> None:
    store = reads.store
    tell_all(store, ids)
    write(store, [act("lead", "aaaaaaaa", article=ids["dam"], by="Ada", why="Best")])
    take_out(store, "dam")
    found = story(reads, "aaaaaaaa")
    assert "dam" not in members(found)
    assert (found.slug, found.lead) == ("the-flood", "")
    finish_erasing(store)
    with store.read() as connection:
        begin, *_, lead = story_log.lines_after(connection, 0, 10)
        assert story_log.epoch(connection) == 1
    assert begin.arrived
    assert begin.arrived.erased
    assert (begin.arrived.telling.headline, begin.arrived.vector) == ("", None)
    assert (begin.act.kind, begin.act.story, begin.act.reasons) == (
        "begin",
        "aaaaaaaa",
        (),
    )
    assert (lead.act.kind, lead.act.why) == ("lead", "")


def test_a_story_whose_last_article_was_removed_is_gone(
    reads: ReadTables, ids: Ids
) -> None:
    tell_all(reads.store, ids)
    take_out(reads.store, "comet")
    gone = reads.story("cccccccc")
    assert isinstance(gone, Tombstone)
    assert (gone.status, gone.reason) == (451, "Asked")
    assert [one.id for one in reads.stories(1, 9).items] == ["aaaaaaaa"]


def test_a_story_is_gone_too_whose_last_article_had_moved_there(
    reads: ReadTables, ids: Ids
) -> None:
    tell_all(reads.store, ids)
    split = act("split", "aaaaaaaa", into="ffffffff", articles=(ids["flood"],))
    write(reads.store, [split])
    take_out(reads.store, "flood")
    assert isinstance(reads.story("ffffffff"), Tombstone)


def test_what_was_removed_stays_away_from_read_tables_made_anew(
    reads: ReadTables, ids: Ids, clock: Clock
) -> None:
    store = reads.store
    _history(store, ids)
    for name in ("dam", "flood", "comet"):
        take_out(store, name)
    finish_erasing(store)
    every = ("aaaaaaaa", "cccccccc", "ffffffff")
    before = [reads.story(id) for id in every]
    rebuild(store, prepare(store, LINE, clock))
    assert [reads.story(id) for id in every] == before


def test_dropped_read_tables_owe_every_line(store: Store, ids: Ids) -> None:
    tell_all(store, ids)
    readtables.rebuild(store)
    assert story_tables.fold_owed(store) == 4
    assert ReadTables(store).stories_of([ids["dam"]]) == {ids["dam"]: "aaaaaaaa"}
