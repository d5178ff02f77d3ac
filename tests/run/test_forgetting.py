"""What is erased leaves the memory of every process, not only its files."""

from __future__ import annotations

import gc
import threading

import pytest

from nouvelles.discussion.markdown import to_html
from nouvelles.forgetting import forget_all, forget_late, remembered
from nouvelles.records import Comment, CommentState, Shown, Tombstone
from nouvelles.run.erase import remove
from nouvelles.store import Store, readtables
from nouvelles.store.comments import NewComment, add_comments, comments_of, delete_own
from nouvelles.store.erase import Removal
from nouvelles.store.read import ReadTables
from nouvelles.testing import Clock
from nouvelles.web.answers import Answer, Kept
from nouvelles.web.keeping import look_for_erasures
from nouvelles.web.standing import Standing
from tests.discussion.talk import BEGAN, comment
from tests.run.pages import page, take

NOW = int(BEGAN.timestamp())
URL = "https://journal.example/2026/03/12/marque"
SECRET = "Un secret que rien d’autre ne contient"


def in_memory(kind: type) -> list[object]:
    """The records of a kind that are alive and hold the secret."""
    gc.collect()
    return [one for one in gc.get_objects() if type(one) is kind and SECRET in str(one)]


def say(store: Store) -> Comment:
    said = comment(0, text=SECRET, state=CommentState.SHOWN, at=BEGAN)
    with store.write() as connection:
        (made,) = add_comments(connection, [NewComment(comment=said)])
    return made


def look(store: Store, made: Comment) -> None:
    """As a page reads it."""
    with store.look() as looking:
        (found,) = comments_of(looking, made.page)
    assert SECRET in to_html(found.text)


def test_a_comment_leaves_with_its_deletion(store: Store) -> None:
    readtables.ensure(store)
    made = say(store)
    look(store, made)
    number, page = made.id, made.page
    del made
    assert in_memory(Comment)
    with store.write() as connection:
        (found,) = comments_of(connection, page)
        delete_own(connection, found, NOW)
        del found
    assert in_memory(Comment) == []
    assert to_html.cache_info().currsize == 0
    assert number


def test_an_article_leaves_with_its_removal(store: Store, clock: Clock) -> None:
    take(store, clock, "first", page(URL, SECRET, "Il n'en reste rien."))
    reads = ReadTables(store)
    (listed,) = reads.articles(1, 10).items
    id = listed.id
    del listed
    assert reads.article_in_story(id) is not None  # as its page reads it
    assert in_memory(Shown)
    removal = Removal(url=URL, status=410, reason="", who="test")
    remove(store, removal, int(clock()))
    assert isinstance(reads.article(id), Tombstone)
    assert in_memory(Shown) == []


def test_another_process_learns_of_it(store: Store) -> None:
    """Nobody reads here, and the erasure was committed past this process's `write`."""
    readtables.ensure(store)
    made = say(store)
    look_for_erasures(store)
    look(store, made)
    del made
    past = store.writer.connect().execution_options(writes=True)
    with past as connection, connection.begin():
        readtables.count_erasure(connection)
        connection.info.clear()
    assert in_memory(Comment)
    look_for_erasures(store)
    assert in_memory(Comment) == []


def test_what_was_being_made_is_not_kept() -> None:
    standing: Standing[str] = Standing(4)
    kept = Kept()
    kept.find("a", "now")

    def make() -> str:
        forget_all()
        return SECRET

    assert standing.get("a", [1], make) == SECRET
    kept.keep("a", "now", Answer(body=b"", keep=True))
    assert kept.find("a", "now") is None
    assert standing.get("a", [1], lambda: "anew") == "anew"


def test_who_remembers_late_forgets_at_the_next_round() -> None:
    begun, go = threading.Event(), threading.Event()

    @remembered(4)
    def slow(word: str) -> str:
        begun.set()
        assert go.wait(10)
        return word

    thread = threading.Thread(target=slow, args=(SECRET,))
    thread.start()
    assert begun.wait(10)
    forget_all()
    go.set()
    thread.join()
    assert slow.cache_info().currsize == 1
    forget_late()
    assert slow.cache_info().currsize == 0
    slow(SECRET)
    forget_late()  # nothing was forgotten since
    assert slow.cache_info().currsize == 1


@pytest.fixture(autouse=True)
def _afresh() -> None:
    forget_all()
    forget_late()
