"""Subscription lists in and out, and those that come with nouvelles."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from nouvelles import starter
from nouvelles.errors import InputError
from nouvelles.records import Source
from nouvelles.run.reading import exchange
from nouvelles.run.reading.exchange import export_opml, import_opml, import_starter
from nouvelles.run.reading.subscribe import Wanted, pause, subscribe
from nouvelles.store import Store, feeds
from nouvelles.store.codec import decode
from nouvelles.store.feeds import FeedRow
from nouvelles.store.kinds import Kind
from nouvelles.store.schema import sources
from nouvelles.store.sources import save_sources

NOW = 1_773_313_200
AT = datetime.fromtimestamp(NOW, UTC)

OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="World"><outline type="rss" text="Le Journal" language="fr"
  xmlUrl="https://journal.example/feed?a=1&amp;utm_source=x"
  htmlUrl="https://www.journal.example/"/></outline>
<outline type="rss" text="Tag" xmlUrl="https://tag.example/atom.xml"/>
<outline type="rss" text="Tag again" xmlUrl="https://tag.example/atom.xml"/>
<outline type="rss" text="Nowhere" xmlUrl="gopher://old.example/"/>
</body></opml>"""


def take(store: Store, path: Path, mode: str = "") -> tuple[int, int]:
    done = import_opml(store, path, who="test", now=NOW, mode=mode)
    return done.new, done.known


def rows(store: Store) -> list[FeedRow]:
    with store.read() as connection:
        return feeds.all_feeds(connection)


def known(store: Store) -> dict[str, Source]:
    with store.read() as connection:
        found = connection.execute(select(sources.c.data))
        return {(one := decode(row.data, Source)).host: one for row in found}


def test_in_and_out_again(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_text(OPML)
    assert take(store, path) == (2, 0)
    assert take(store, path) == (0, 2)
    assert known(store)["journal.example"] == Source(
        host="journal.example",
        name="Le Journal",
        language="fr",
        home="https://www.journal.example/",
    )
    out = export_opml(store, AT)
    path.write_bytes(out)
    assert take(store, path) == (0, 2)
    assert export_opml(store, AT) == out
    assert b"utm_source=x" in out  # an address of a feed may be made of anything


def test_what_goes_out_is_what_is_read_or_paused(sqlite_store: Store) -> None:
    subscribe(
        sqlite_store,
        [
            Wanted(url="https://a.example/feed", title="A"),
            Wanted(url="https://b.example/feed", title="B"),
            Wanted(url="https://c.example/map", kind=Kind.SITEMAP),
        ],
        who="test",
        now=NOW,
    )
    pause(sqlite_store, ["b.example"], who="test", now=NOW)
    out = export_opml(sqlite_store, AT).decode()
    assert out.count("xmlUrl") == 2
    assert 'htmlUrl="https://a.example/"' in out


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<html></html>", "no subscription list"),
        (b"\x00\x01\x02", "no subscription list"),
    ],
)
def test_what_is_no_list(
    sqlite_store: Store, tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said) as error:
        take(sqlite_store, path)
    assert "list.opml" in error.value.about
    assert "OPML" in error.value.advice


def test_files_that_cannot_be_had(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        take(sqlite_store, tmp_path / "none.opml")
    monkeypatch.setattr(exchange, "MOST_BYTES", 100)
    path = tmp_path / "large.opml"
    path.write_text(OPML)
    with pytest.raises(InputError, match="larger than 100 bytes"):
        take(sqlite_store, path)


# ---- the lists that come with nouvelles ----


def test_the_starter_lists(store: Store) -> None:
    done = import_starter(store, "all", who="test", now=NOW)
    lists = [*starter.licensed(), *starter.headlines()]
    addresses = sum(max(len(one.feeds), 1) for one in lists)
    assert done.refused == ()
    assert done.new + done.known == addresses
    assert done.new == len(rows(store)) >= 300
    held = known(store)
    for one in lists:
        kept = held[one.source.host.removeprefix("www.")]
        said = one.source
        assert (kept.name, kept.licence, kept.mode, kept.zone, kept.conditions) == (
            said.name,
            said.licence,
            said.mode,
            said.zone,
            said.conditions,
        )
    kinds = Counter(row.kind for row in rows(store))
    assert kinds[Kind.SECTION] == sum(not one.feeds for one in lists)

    again = import_starter(store, "all", who="test", now=NOW)
    assert (again.new, again.known) == (0, addresses)
    assert known(store) == held


def test_what_a_person_set_before_stays(sqlite_store: Store) -> None:
    one = starter.licensed()[0].source
    mine = Source(host=one.host, name="As I call it", licence="", mode="headlines")
    save_sources(sqlite_store, [mine])
    import_starter(sqlite_store, "licensed", who="test", now=NOW)
    assert known(sqlite_store)[mine.host.removeprefix("www.")] == mine


def test_headlines_of_the_licensed_on_wish(sqlite_store: Store) -> None:
    import_starter(sqlite_store, "licensed", who="test", now=NOW, mode="headlines")
    assert {one.mode for one in known(sqlite_store).values()} == {"headlines"}


# ---- the shared press ----


@pytest.fixture
def press(shared: Path) -> Iterator[str]:
    """The shared press at work; the address of its directory."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(shared / "press" / "press.py")
    words = [sys.executable, program, "serve", "--port", str(port)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()  # it says where it is
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.mark.shared
def test_the_list_of_the_shared_press(
    sqlite_store: Store, press: str, tmp_path: Path
) -> None:
    with urllib.request.urlopen(f"{press}/press.opml") as answer:
        (tmp_path / "press.opml").write_bytes(answer.read())
    assert take(sqlite_store, tmp_path / "press.opml") == (758, 0)
    (tmp_path / "out.opml").write_bytes(export_opml(sqlite_store, AT))
    assert take(sqlite_store, tmp_path / "out.opml") == (0, 758)
