"""What readers said of a story stays said when it is merged, on both databases."""

from __future__ import annotations

import pytest

from nouvelles.records import CommentState, PageMode
from nouvelles.run.desk.rules import set_page_rule
from nouvelles.run.discussion.key import load_key
from nouvelles.run.discussion.wordpress import exported_json, import_wxr, wxr_lines
from nouvelles.store import Store
from nouvelles.store.comment_lists import each_comment
from nouvelles.store.comments import (
    NewComment,
    add_comments,
    comments_of,
    page_rule,
)
from nouvelles.store.headlines import page_heads
from nouvelles.store.moderation_queue import Asked, queue_page
from nouvelles.store.page_modes import own_rules
from nouvelles.store.story_pages import read_with, standing
from nouvelles.testing import Clock
from tests.discussion.talk import comment
from tests.store.told import act, tell_all, told_paper, write

DAM, COMET, LATER = "story:aaaaaaaa", "story:cccccccc", "story:bbbbbbbb"
MERGE = act("merge", "cccccccc", into="aaaaaaaa")


@pytest.fixture
def ids(store: Store, clock: Clock) -> dict[str, str]:
    found = told_paper(store, clock)
    tell_all(store, found)
    return found


def say(store: Store, page: str, *names: str, **more: object) -> None:
    new = [
        NewComment(comment=comment(n, page=page, name=name, **more))
        for n, name in enumerate(names)
    ]
    with store.write() as connection:
        add_comments(connection, new)


def said(store: Store, page: str) -> list[str]:
    with store.read() as connection:
        found = {one.name for one in comments_of(connection, page)}
    with store.look() as looking:
        assert {one.name for one in comments_of(looking, page)} == found
    return sorted(found)


def rule(
    store: Store, page: str, mode: PageMode | None, *, closed: bool = False
) -> None:
    set_page_rule(store, page, mode, closed=closed, who="ada", now=100)


def test_comments_are_read_where_their_story_went(
    store: Store, ids: dict[str, str]
) -> None:
    say(store, COMET, "Amal")
    say(store, DAM, "Ben")
    say(store, f"article:{ids['dam']}", "Zoé")
    assert (said(store, DAM), said(store, COMET)) == (["Ben"], ["Amal"])
    write(store, [MERGE])
    say(store, COMET, "Chloé")  # by a form that was opened before
    assert said(store, DAM) == said(store, COMET) == ["Amal", "Ben", "Chloé"]
    write(store, [act("merge", "aaaaaaaa", into="bbbbbbbb")])
    assert said(store, LATER) == ["Amal", "Ben", "Chloé"]
    with store.read() as connection:
        assert read_with(connection, COMET) == [LATER, DAM, COMET]
        assert standing(connection, [DAM, COMET, "article:x"]) == {
            DAM: LATER,
            COMET: LATER,
            "article:x": "article:x",
        }


def test_a_story_that_comes_back_has_its_own_again(
    store: Store, ids: dict[str, str]
) -> None:
    say(store, COMET, "Amal")
    write(store, [MERGE])
    say(store, DAM, "Ben")
    split = act("split", "aaaaaaaa", into="dddddddd", articles=(ids["flood"],))
    write(store, [split])
    assert said(store, DAM) == ["Amal", "Ben"]
    assert said(store, "story:dddddddd") == []
    write(store, [act("move", "aaaaaaaa", article=ids["comet"], into="cccccccc")])
    assert (said(store, COMET), said(store, DAM)) == (["Amal"], ["Ben"])


@pytest.mark.usefixtures("ids")
def test_moderators_find_them_under_the_story_that_took_them_in(store: Store) -> None:
    say(store, COMET, "Amal", state=CommentState.QUEUED)
    write(store, [MERGE])
    with store.read() as connection:
        for page in (DAM, COMET):
            asked = Asked(state="queued", page=page)
            (row,) = queue_page(connection, asked, 1, 10, 0).rows
            assert row.comment.name == "Amal"
            assert row.head is not None
            assert row.head.page == DAM
        heads = page_heads(connection, [COMET, "story:nothing"])
    assert {page: head.id for page, head in heads.items()} == {COMET: "aaaaaaaa"}


@pytest.mark.usefixtures("ids")
def test_a_story_is_moderated_as_closely_as_what_it_took_in(store: Store) -> None:
    rule(store, COMET, PageMode.BEFORE, closed=True)
    rule(store, DAM, PageMode.AFTER)
    write(store, [MERGE])
    with store.read() as connection:
        found = page_rule(connection, DAM)
    assert (found.mode, found.closed) == (PageMode.BEFORE, 100)
    rule(store, COMET, None)  # what is said of it afterwards holds for all of it
    with store.read() as connection:
        found = page_rule(connection, DAM)
        assert own_rules(connection, 10) == ()
    assert (found.mode, found.closed) == (None, None)
    rule(store, COMET, PageMode.BEFORE)
    with store.read() as connection:
        assert [one.page for one in own_rules(connection, 10)] == [DAM]


@pytest.mark.usefixtures("ids")
def test_a_story_published_first_makes_no_other_so(store: Store) -> None:
    rule(store, COMET, PageMode.AFTER)
    write(store, [MERGE])
    with store.read() as connection:
        assert page_rule(connection, DAM).mode is None


@pytest.mark.usefixtures("ids")
def test_an_export_names_the_page_where_they_stand(store: Store) -> None:
    say(store, COMET, "Amal")
    say(store, DAM, "Ben")
    write(store, [MERGE])
    key = load_key(store.folder)
    with store.read() as connection:
        found = list(each_comment(connection))
        some = list(each_comment(connection, page=COMET))
        assert some == found
    assert {exported_json(one, key)["page"] for one in found} == {DAM}
    whole = b"".join(wxr_lines(found, key, "Paper", "https://p.example", str.upper))
    assert whole.count(b"<item>") == 1
    path = store.folder / "export.xml"
    path.write_bytes(whole)
    assert import_wxr(store, key, path, COMET).known == 2
