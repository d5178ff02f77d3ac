"""Where an article was removed or a story is gone, its pages of comments say so too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.records import Tombstone
from nouvelles.store import Store
from tests.web import invented_press as press
from tests.web.invented_stories import ID, SLUG, the_story
from tests.web.talking import ARTICLE, talking

BELOW = ("commenter", "commentaires", "commentaires/1", "commentaires/flux.rss")


@pytest.mark.parametrize("status", [410, 451])
def test_of_a_removed_article_every_page_says_why(
    sqlite_store: Store, status: int
) -> None:
    reads = press.reads(stories=[the_story()])
    with talking(sqlite_store, reads=reads) as paper:
        paper.say("Un avis.")
        path, form = paper.page(), paper.form(f"{paper.page()}/commenter")
        stone = Tombstone(status=status, reason="décision 12 <b>", at=press.NOW)  # type: ignore[arg-type]
        reads.remove(ARTICLE, stone)
        told = [paper.reader.get(f"{path}/{below}") for below in BELOW]
        told.append(
            paper.reader.post(f"{path}/commenter", {**form, "text": "Et moi ?"})
        )
        for answer in told:
            assert answer.status_code == status
            assert "décision 12 &lt;b&gt;" in answer.text
            assert "Un avis." not in answer.text


def test_of_a_story_that_is_gone_or_merged(sqlite_store: Store) -> None:
    reads = press.reads(stories=[the_story()])
    path = f"/fr/recit/{SLUG}-{ID}"
    with talking(sqlite_store, reads=reads) as paper:
        reads.add_story(replace(the_story(), hidden=True))
        for below in BELOW:
            assert paper.reader.get(f"{path}/{below}").status_code == 410
        reads.end_story(ID, Tombstone(status=410, reason="décision 12", at=press.NOW))
        assert "décision 12" in paper.reader.get(f"{path}/commentaires").text
        reads.add_story(replace(the_story(), id="other000", former=(ID,)))
        for below in ("commenter", "commentaires"):
            answer = paper.reader.get(f"{path}/{below}")
            assert answer.status_code == 301
            assert answer.headers["location"] == f"/fr/recit/{SLUG}-other000/{below}"


def test_what_was_never_there_is_not_found(sqlite_store: Store) -> None:
    with talking(sqlite_store) as paper:
        for name in ("article/rien-zz9zz", "article/rien", "recit/rien-zz9zz000"):
            for below in BELOW:
                assert paper.reader.get(f"/fr/{name}/{below}").status_code == 404
