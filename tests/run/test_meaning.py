"""Stories are found by what a query means, in a process that is there while it is asked."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import StoriesSettings
from nouvelles.language.identify import primary
from nouvelles.records import Story
from nouvelles.run import meaning
from nouvelles.run.meaning import StorySearch
from nouvelles.store import Store
from nouvelles.store.read import ReadTables
from nouvelles.web import create_app
from tests.web import sample_press
from tests.web.reader import Reader

#: Of stories that nobody tells in the language of the query; the last is asked about.
ASKED = (
    ("the fishing fleet will rest its sardine nets", "en"),
    ("Bibliothek nach Umbau wieder offen", "de"),
    ("vaccin", "fr"),
    ("réouverture de bibliothèque", "fr"),
)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the encoder may take its time: here the answer counts."""
    monkeypatch.setattr(meaning, "FIRST_S", 60.0)
    monkeypatch.setattr(meaning, "NEXT_S", 60.0)


@pytest.mark.usefixtures("patient")
def test_a_query_finds_stories_in_other_languages(sample_paper: Store) -> None:
    reads = ReadTables(sample_paper)

    def first(query: str) -> Story:
        story = reads.story(search.ask(query)()[0])
        assert isinstance(story, Story)
        return story

    with StorySearch(sample_paper) as search:
        assert not search.is_running
        for query, language in ASKED:
            story = first(query)
            assert language not in {primary(one.listed.language) for one in story.told}
            assert reads.search(query, 1, 10).total == 0
        assert search.is_running
        for query in ("recipe for pasta", "football", "música", "jazz", "iPhone"):
            assert search.ask(query)() == ()
        assert search.ask("Нічого такого ніхто не писав у газеті")() == ()
        # Its process is killed: the next question has another.
        pid = _child()
        os.kill(pid, signal.SIGKILL)
        assert search.ask("library reopened")() in ((), (story.id,))
        assert search.ask("library reopened after restoration")()[0] == story.id

        app = create_app(
            sample_paper.settings, reads, clock=lambda: sample_press.NOW, meaning=search
        )
        page = Reader(app=app).open(f"/en/search?q={quote('library reopened again')}")
        tree = LexborHTMLParser(page)
        assert [node.text() for node in tree.css("#meant")] == [
            "Stories close in meaning"
        ]
        (link, *_) = tree.css("section.under h3 a")
        assert story.id in (link.attributes["href"] or "")
        path = f"/en/search?q={quote('library reopened again')}&language=ar"
        assert "Stories close in meaning" not in Reader(app=app).open(path)
    assert not search.is_running


def _child() -> int:
    """The newest process that this one has started for its work: any thread may have, and
    Python itself has one that tracks what processes share."""
    lists = Path("/proc/self/task").glob("*/children")
    found = {int(pid) for listed in lists for pid in listed.read_text().split()}
    return max(pid for pid in found if b"resource_tracker" not in _command(pid))


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_without_an_encoder_words_find_alone(sample_paper: Store) -> None:
    none = replace(sample_paper.settings, stories=StoriesSettings(encoder="none"))
    with StorySearch(replace(sample_paper, settings=none)) as search:
        assert search.ask("library")() == ()
        assert not search.is_running


def test_an_encoder_that_cannot_be_opened_is_no_failure(sample_paper: Store) -> None:
    lost = StoriesSettings(encoder="/nowhere")
    settings = replace(sample_paper.settings, stories=lost)
    with StorySearch(replace(sample_paper, settings=settings)) as search:
        assert search.ask("library")() == ()


def test_the_process_ends_when_nobody_asks(sample_paper: Store) -> None:
    with StorySearch(sample_paper, idle_s=0.0) as search:
        search.ask("library")
        assert search.timer is not None
        search.timer.join(30)
        assert not search.is_running


def test_who_comes_too_late_is_answered_by_words(sample_paper: Store) -> None:
    with StorySearch(sample_paper) as search:
        waiting = [search.ask("library") for _ in range(meaning.WAITING)]
        assert search.ask("library") is tuple
    assert [wait() for wait in waiting] == [()] * meaning.WAITING
