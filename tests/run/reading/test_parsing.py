"""Documents parsed in a process of their own."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.run.reading import parsing
from nouvelles.run.reading.parsing import Document, Parser, ParserProcess, parse
from nouvelles.run.words import recall_words, words_of
from nouvelles.store.feeds import Kind

FEED = b"""<rss version="2.0"><channel><title>Outlet</title>
<item><title>Le barrage</title><link>https://outlet.example/dam</link>
<description>Un barrage a cede mardi.</description></item></channel></rss>"""

DOCUMENT = Document(
    kind=Kind.FEED,
    body=FEED,
    address="https://outlet.example/feed",
    charset="",
    rule="",
    site="",
    now=1_800_000_000.0,
    most=50,
    words=True,
)


@pytest.fixture
def process() -> Iterator[ParserProcess]:
    process = ParserProcess()
    assert process._pipe.poll(60)
    assert process.is_ready()
    yield process
    process.end()


def test_the_other_process_says_the_same(process: ParserProcess) -> None:
    assert process.parse(DOCUMENT) == parse(DOCUMENT)


def test_what_is_wrong_is_told_with_its_word(process: ParserProcess) -> None:
    with pytest.raises(NotRead) as caught:
        process.parse(replace(DOCUMENT, body=b"<html><body>Hello</body></html>"))
    assert caught.value.word is Word.HTML_NOT_FEED
    assert process.parse(DOCUMENT) == parse(DOCUMENT)  # and it goes on


def test_words_are_remembered_once(
    process: ParserProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []

    def counted(text: str) -> str:
        cut.append(text)
        return ""

    monkeypatch.setattr("nouvelles.run.words.distinct_words", counted)
    with Parser(process) as parser:
        found = asyncio.run(parser.parse(DOCUMENT))
    (entry,) = found.entries
    assert recall_words(entry) == "le barrage un a cede mardi"
    assert not cut
    recall_words(entry)
    assert len(cut) == 1


def test_a_process_that_dies_costs_one_look(process: ParserProcess) -> None:
    os.kill(process._process.pid or 0, signal.SIGKILL)
    with Parser(process) as parser:
        with pytest.raises(NotRead) as caught:
            asyncio.run(parser.parse(DOCUMENT))
        assert caught.value.word is Word.INTERNAL
        assert asyncio.run(parser.parse(DOCUMENT)) == parse(DOCUMENT)[0]


def test_a_process_that_hangs_is_given_up(
    process: ParserProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.kill(process._process.pid or 0, signal.SIGSTOP)
    monkeypatch.setattr(parsing, "LONGEST_S", 0.05)
    with Parser(process) as parser, pytest.raises(NotRead, match="took over"):
        asyncio.run(parser.parse(DOCUMENT))


def test_few_documents_are_parsed_where_they_came() -> None:
    with Parser() as parser:
        found = asyncio.run(parser.parse(DOCUMENT))
        assert parser._process is None
    assert recall_words(found.entries[0]) == words_of(found.entries[0])


@pytest.mark.skipif(sys.platform != "linux", reason="a process is forked on Linux only")
def test_it_ends_with_who_started_it() -> None:
    started = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os\n"
            "from nouvelles.run.reading.parsing import ParserProcess\n"
            "process = ParserProcess('fork')\n"
            "print(process._process.pid, flush=True)\n"
            "os.kill(os.getpid(), 9)",
        ],
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    # Its standard output is ours: to have read it to the end is to know it has ended.
    assert started.returncode == -signal.SIGKILL
    assert int(started.stdout) > 0
