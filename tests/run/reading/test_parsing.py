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
from nouvelles.records import Entry, Listed, Source
from nouvelles.run.made import make
from nouvelles.run.reading import parsing
from nouvelles.run.reading.found import Document, Found
from nouvelles.run.reading.look import parse
from nouvelles.run.reading.parsing import Parser, ParserProcess
from nouvelles.store.codec import decode
from nouvelles.store.kinds import Kind

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
    source=Source(host="outlet.example", name="Outlet", licence="CC-BY-4.0"),
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


def test_what_follows_from_an_entry_is_made_where_it_is_parsed(
    process: ParserProcess,
) -> None:
    with Parser([process]) as parser:
        found = asyncio.run(parser.parse(DOCUMENT))
        bare = asyncio.run(parser.parse(replace(DOCUMENT, source=None)))
    (entry,), (made,) = found.entries, found.made
    assert made is not None
    assert made.words == "le barrage un a cede mardi"
    assert decode(made.data, Entry) == entry
    assert decode(made.listed, Listed).rights.source_licence == "CC-BY-4.0"
    assert bare == replace(found, made=())


def test_an_entry_of_another_house_is_made_for_that() -> None:
    assert DOCUMENT.source is not None
    entry = Entry(feed="", guid="1", url="https://www.other.example/1", title="A")
    made = make(entry, DOCUMENT.source)
    assert made is not None
    assert (made.source.host, made.source.licence) == ("other.example", "")
    assert make(replace(entry, url="mailto:nobody"), DOCUMENT.source) is None


def test_a_process_that_dies_costs_one_look(process: ParserProcess) -> None:
    os.kill(process._process.pid or 0, signal.SIGKILL)
    with Parser([process]) as parser:
        with pytest.raises(NotRead) as caught:
            asyncio.run(parser.parse(DOCUMENT))
        assert caught.value.word is Word.INTERNAL
        assert asyncio.run(parser.parse(DOCUMENT)) == parse(DOCUMENT)


def test_a_process_that_hangs_is_given_up(
    process: ParserProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.kill(process._process.pid or 0, signal.SIGSTOP)
    monkeypatch.setattr(parsing, "LONGEST_S", 0.05)
    with Parser([process]) as parser, pytest.raises(NotRead, match="took over"):
        asyncio.run(parser.parse(DOCUMENT))


def test_each_document_has_a_process_of_its_own_while_there_are_some() -> None:
    both = [ParserProcess(), ParserProcess()]
    assert all(one._pipe.poll(60) and one.is_ready() for one in both)
    os.kill(both[0]._process.pid or 0, signal.SIGSTOP)  # it works on and on

    async def ask_both(parser: Parser) -> list[Found]:
        asked = [asyncio.create_task(parser.parse(DOCUMENT)) for _ in both]
        first = asyncio.FIRST_COMPLETED
        done, late = await asyncio.wait(asked, return_when=first)
        assert len(done) == len(late) == 1
        os.kill(both[0]._process.pid or 0, signal.SIGCONT)
        return [await one for one in asked]

    with Parser(both) as parser:
        assert asyncio.run(ask_both(parser)) == [parse(DOCUMENT)] * 2


def test_few_documents_are_parsed_where_they_came() -> None:
    with Parser() as parser:
        found = asyncio.run(parser.parse(DOCUMENT))
        assert not parser._processes
    assert found == parse(DOCUMENT)


@pytest.mark.skipif(sys.platform != "linux", reason="a process is forked on Linux only")
def test_they_end_with_who_started_them() -> None:
    started = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os\n"
            "from nouvelles.run.reading.parsing import ParserProcess\n"
            "first = ParserProcess('fork')\n"
            "second = ParserProcess('fork', beside=[first])\n"
            "print(first._process.pid, second._process.pid, flush=True)\n"
            "os.kill(os.getpid(), 9)",
        ],
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    # Their standard output is ours: to have read it to the end is to know they have ended.
    assert started.returncode == -signal.SIGKILL
    first, second = map(int, started.stdout.split())
    assert 0 < first < second or 0 < second < first


def _printed(program: str) -> str:
    """What a program of its own process prints."""
    return subprocess.run(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=60,
    ).stdout


@pytest.mark.parametrize(
    "modules", ["nouvelles.run.reading.look", "nouvelles.cli.main, nouvelles.cli.read"]
)
def test_who_parses_loads_neither_the_database_nor_the_network(modules: str) -> None:
    program = (
        f"import sys, {modules}\nprint({{'sqlalchemy', 'aiohttp'}} & {{*sys.modules}})"
    )
    assert _printed(program) == "set()\n"


@pytest.mark.skipif(sys.platform != "linux", reason="a process is forked on Linux only")
def test_processes_that_are_there_early_end_with_the_block() -> None:
    program = (
        "import multiprocessing\n"
        "from nouvelles.run.reading.found import Document\n"
        "from nouvelles.run.reading.parsing import early_processes\n"
        "from nouvelles.store.kinds import Kind\n"
        "with early_processes() as processes:\n"
        "    print(all(one.is_ready() for one in processes))\n"
        f"    one = Document(kind=Kind.FEED, body={FEED!r}, address='', charset='',\n"
        "        rule='', site='', now=1_800_000_000.0, most=50)\n"
        "    print([process.parse(one).title for process in processes])\n"
        "print(multiprocessing.active_children())\n"
    )
    assert _printed(program) == "True\n['Outlet', 'Outlet']\n[]\n"
