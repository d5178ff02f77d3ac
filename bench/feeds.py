"""Parsing feeds: our door beside feedparser and two quick peers, speed and facts."""

from __future__ import annotations

import html
import importlib
import io
import os
import re
import time
import warnings
from calendar import timegm
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import feedparser

from bench.table import Table, count, number
from nouvelles.errors import InputError
from nouvelles.ingest import parse_feed
from nouvelles.ingest.feeds.authors import author_name
from nouvelles.ingest.feeds.text import file_address, page_address
from nouvelles.records import Entry

SHARED = Path(__file__).parents[2] / "shared"
FEEDS = Path(os.environ.get("NOUVELLES_SHARED", SHARED)) / "bench" / "reading" / "feeds"

#: Relative, so that both sides leave links without a base as they are.
ADDRESS = "https://feed.example/"
ROUNDS = 5
ROUND_S = 0.2

FACTS = ("title", "link", "id", "date", "author", "longest body", "enclosure")
Facts = dict[str, str]


# ---- feeds written by the bench ----------------------------------------------------

_LATIN = str.split(
    "the council has voted on the new harbour plan after a long night of talks between "
    "parties and the residents of the old quarter who want their market back"
)
_CYRILLIC = str.split(
    "сегодня в столице открылась выставка о жизни города и его жителей которую посетили "
    "тысячи человек несмотря на холодный дождь и сильный ветер с моря"
)


def _words(words: list[str], many: int, start: int) -> str:
    return " ".join(words[(start + 7 * n) % len(words)] for n in range(many))


def _html(words: list[str], paragraphs: int, start: int) -> str:
    return "".join(
        f"<p>{_words(words, 60, start + n)} "
        f'<a href="https://outlet.example/about/{n}">{_words(words, 3, n)}</a> &amp; '
        f"<em>{_words(words, 2, n)}</em>.</p>\n"
        for n in range(paragraphs)
    )


def rss(*, full: bool) -> bytes:
    """RSS 2.0 of 50 entries, with summaries or with full texts besides."""
    items = []
    for n in range(50):
        body = f"<![CDATA[{_html(_LATIN, 6, n)}]]>" if full else ""
        items.append(
            f"<item><title>{_words(_LATIN, 9, n)}</title>"
            f"<link>https://outlet.example/2026/11/03/article-{n}.html</link>"
            f'<guid isPermaLink="false">outlet-{n}</guid>'
            f"<pubDate>Tue, 03 Nov 2026 08:{n:02}:09 +0100</pubDate>"
            f"<dc:creator>Ana Sá</dc:creator><category>City</category>"
            f"<description>{escape(f'<p>{_words(_LATIN, 80, n)}</p>')}</description>"
            + (f"<content:encoded>{body}</content:encoded>" if full else "")
            + "</item>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<title>Outlet</title><link>https://outlet.example/</link>"
        f"<description>News</description>{''.join(items)}</channel></rss>"
    ).encode()


def atom() -> bytes:
    """Atom of 50 entries with full texts in Russian."""
    entries = "".join(
        f"<entry><title>{_words(_CYRILLIC, 9, n)}</title>"
        f'<link href="https://outlet.example/2026/11/03/article-{n}.html"/>'
        f"<id>tag:outlet.example,2026:{n}</id>"
        f"<published>2026-11-03T08:{n:02}:09+03:00</published>"
        f"<updated>2026-11-03T08:{n:02}:39+03:00</updated>"
        f"<author><name>Анна</name></author>"
        f"<summary>{_words(_CYRILLIC, 30, n)}</summary>"
        f'<content type="html">{escape(_html(_CYRILLIC, 4, n))}</content></entry>'
        for n in range(50)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Газета</title>'
        '<link href="https://outlet.example/"/><id>tag:outlet.example,2026:</id>'
        f"<updated>2026-11-03T09:00:00Z</updated>{entries}</feed>"
    ).encode()


# ---- readers -----------------------------------------------------------------------

Reader = Callable[[bytes], Iterable[Any]]


def ours(data: bytes) -> tuple[Entry, ...]:
    try:
        return parse_feed(data, address=ADDRESS).entries
    except InputError:
        return ()


def whole_feedparser(data: bytes) -> list[Any]:
    return list(feedparser.parse(io.BytesIO(data)).entries)


def bare_feedparser(data: bytes) -> list[Any]:
    """Without cleaning and resolving, which nouvelles does itself."""
    parsed = feedparser.parse(
        io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False
    )
    return list(parsed.entries)


def _peer(module: str) -> Reader | None:
    """A peer, where it is installed; what it raises counts as no entries."""
    try:
        parse = importlib.import_module(module).parse
    except ImportError:
        return None

    def read(data: bytes) -> list[Any]:
        try:
            return list(parse(data).entries)
        except Exception:  # noqa: BLE001 - somebody else's errors, of any kind
            return []

    return read


def readers() -> dict[str, Reader]:
    found: dict[str, Reader | None] = {
        "feedparser": whole_feedparser,
        "feedparser, not cleaning": bare_feedparser,
        "feedparser-rs": _peer("feedparser_rs"),
        "fastfeedparser": _peer("fastfeedparser"),
        "nouvelles": ours,
    }
    return {name: reader for name, reader in found.items() if reader}


# ---- facts -------------------------------------------------------------------------

_TAG = re.compile(r"<[A-Za-z/!][^>]*>")


def _said(text: Any) -> str:
    """Tags stripped, entities undone, white space gone (it depends on the stripping)."""
    bare = html.unescape(_TAG.sub("", html.unescape(str(text or ""))))
    return "".join(_TAG.sub("", bare).split())


def _get(holder: Any, name: str) -> Any:
    if isinstance(holder, Mapping):
        return holder[name] if name in holder else None  # noqa: SIM401 - get() warns
    return getattr(holder, name, None)


def _moment(entry: Any) -> str:
    for name in ("published_parsed", "updated_parsed"):
        if parsed := _get(entry, name):
            return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    for name in ("published", "updated"):
        text = _get(entry, name)
        if isinstance(text, str) and text:
            try:
                date = datetime.fromisoformat(text)
            except ValueError:
                continue
            return date.astimezone(UTC).replace(microsecond=0).isoformat()
    return ""


def facts(entry: Any) -> Facts:
    """What an entry of feedparser, or of a peer that is like it, says."""
    contents = _get(entry, "content") or ()
    bodies = [_said(_get(part, "value")) for part in contents]
    summary = _get(entry, "summary") or _get(entry, "description")
    # FeedBurner's readers are counted on the way; the article stands at its end.
    link = str(_get(entry, "feedburner_origlink") or _get(entry, "link") or "")
    enclosures = [
        str(_get(one, "href") or _get(one, "url") or "")
        for one in _get(entry, "enclosures") or ()
    ]
    return {
        "title": _said(_get(entry, "title")),
        "link": page_address(ADDRESS, link) if link else "",
        "id": str(_get(entry, "id") or ""),
        "date": _moment(entry),
        "author": author_name(str(_get(entry, "author") or "")),
        "longest body": max([*bodies, _said(summary)], key=len),
        "enclosure": " ".join(
            sorted(file_address(ADDRESS, link) for link in enclosures if link)
        ),
    }


def own_facts(entry: Entry) -> Facts:
    """The same of an entry of ours; its texts are plain already."""
    date = entry.published or entry.updated
    return {
        "title": _said(entry.title),
        "link": entry.url,
        "id": entry.guid,
        "date": date.astimezone(UTC).replace(microsecond=0).isoformat() if date else "",
        "author": " ".join(entry.authors),
        "longest body": max(_said(entry.summary), _said(entry.content), key=len),
        "enclosure": " ".join(sorted(one.url for one in entry.enclosures)),
    }


def _alike(name: str, fact: str, found: str) -> bool:
    if name == "enclosure":
        return set(fact.split()) <= set(found.split())
    return fact == found if name != "author" else fact in found


class Score:
    """Facts of feedparser that a reader found too, by kind, and entries it lost."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.fewer = 0
        self.missed: list[tuple[str, str, str, str]] = []

    def add(self, path: str, reference: list[Facts], seen: list[Facts]) -> None:
        self.fewer += len(seen) < len(reference)
        blank = dict.fromkeys(FACTS, "")
        for index, wanted in enumerate(reference):
            had = seen[index] if index < len(seen) else blank
            for name in FACTS:
                if wanted[name]:
                    self.asked[name] += 1
                    if _alike(name, wanted[name], had[name]):
                        self.found[name] += 1
                    else:
                        self.missed.append((path, name, wanted[name], had[name]))

    def share(self, name: str = "") -> str:
        asked = self.asked[name] if name else self.asked.total()
        found = self.found[name] if name else self.found.total()
        return f"{100 * found / asked:.2f}" if asked else "–"


def compare(paths: list[Path], reader: Reader) -> Score:
    """A reader's facts on files, with feedparser's as what is asked for."""
    score = Score()
    for path in paths:
        data = path.read_bytes()
        reference = [facts(entry) for entry in whole_feedparser(data)]
        seen = [
            own_facts(entry) if isinstance(entry, Entry) else facts(entry)
            for entry in reader(data)
        ]
        score.add(str(path), reference, seen)
    return score


def feed_files(*folders: str) -> list[Path]:
    """The shared feeds of some folders, by name."""
    return [
        path
        for folder in folders
        for path in sorted((FEEDS / folder).rglob("*.*"))
        if path.is_file()
    ]


# ---- tables ------------------------------------------------------------------------


def measure() -> list[Table]:
    warnings.simplefilter("ignore", DeprecationWarning)
    sets = {
        "RSS, summaries": [rss(full=False)],
        "RSS, full texts": [rss(full=True)],
        "Atom, full, Russian": [atom()],
    }
    if FEEDS.is_dir():
        sound = feed_files("feedparser-wellformed")
        sets["well-formed files"] = [path.read_bytes() for path in sound]
    tables = [_speed(sets)]
    return [*tables, _facts()] if FEEDS.is_dir() else tables


def _speed(sets: dict[str, list[bytes]]) -> Table:
    best: dict[tuple[str, str], float] = {}
    entries: dict[str, int] = {}
    everyone = readers()
    for _ in range(ROUNDS):  # in turn, so that a change of the machine meets all
        for kind, feeds in sets.items():
            for name, reader in everyone.items():
                began = time.process_time()
                seen, times = 0, 0
                # A feed is read in a millisecond: many times, as a newspaper does.
                while times == 0 or time.process_time() - began < ROUND_S:
                    seen = sum(len(list(reader(data))) for data in feeds)
                    times += 1
                spent = (time.process_time() - began) / times / max(seen, 1)
                best[name, kind] = min(spent, best.get((name, kind), spent))
                if name == "feedparser":
                    entries[kind] = seen
    rows = tuple(
        (
            name,
            *(
                f"{number(1 / best[name, kind])} "
                f"({best['feedparser', kind] / best[name, kind]:.1f}×)"
                for kind in sets
            ),
        )
        for name in everyone
    )
    return Table(
        title="Parsing feeds: entries/s",
        how=f"Per CPU second, best of {ROUNDS} rounds of {ROUND_S} s, one process; in "
        "brackets against feedparser as it comes. Nouvelles "
        "is the whole door: encoding, plain texts, dates, normal addresses. The peers "
        "give markup uncleaned. Entries: "
        + ", ".join(f"{kind} {count(many)}" for kind, many in entries.items())
        + ".",
        header=("reader", *sets),
        rows=rows,
    )


def _facts() -> Table:
    folders = sorted(path.name for path in FEEDS.iterdir() if path.is_dir())
    rows = []
    for name, reader in readers().items():
        if name == "feedparser":
            continue
        whole = Score()
        shares = []
        for folder in folders:
            score = compare(feed_files(folder), reader)
            shares.append(score.share())
            whole.asked += score.asked
            whole.found += score.found
            whole.fewer += score.fewer
        kinds = [whole.share(kind) for kind in FACTS]
        rows.append((name, whole.share(), *kinds, *shares, count(whole.fewer)))
    return Table(
        title="Parsing feeds: facts",
        how="Per cent of the facts that feedparser finds on feeds written by others: "
        "all, by kind, by folder; last, files on which a reader finds fewer entries. "
        "Texts without tags and white space; addresses normalised; of authors, names.",
        header=("reader", "all", *FACTS, *folders, "fewer entries"),
        rows=tuple(rows),
    )
