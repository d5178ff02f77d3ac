"""From the TOML files to one `World`: structure only, nothing of sense.

The events are read in `load_events`; whether they make sense is for `check`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from .load_events import load_event
from .records import Feed, Oddities, Outlet, Problem, Words, World
from .tables import Table

SOURCE = Path(__file__).parent

OWNER_KINDS = frozenset(
    ["public", "private", "state", "cooperative", "non-profit", "agency"]
)
FEED_KINDS = frozenset(["rss", "atom", "rdf", "json"])


def load_world(source: Path = SOURCE) -> tuple[World, list[Problem]]:
    """Read every file; what does not fit the format comes back as problems."""
    problems: list[Problem] = []
    outlets = _load_outlets(source / "outlets.toml", problems)
    files = sorted((source / "events").glob("*.toml"))
    events = [
        load_event(table)
        for path in files
        if (table := _open(path, problems)) is not None
    ]
    world = World(
        outlets={outlet.id: outlet for outlet in outlets},
        events=tuple(events),
        words=_load_words(source / "words", problems),
        oddities=_load_oddities(source / "captures.toml", problems),
    )
    return world, problems


def _open(path: Path, problems: list[Problem]) -> Table | None:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        problems.append(
            Problem(file=path.name, where="file", message=f"mend the TOML: {error}")
        )
        return None
    return Table(data, path.name, "file", problems)


def _load_outlets(path: Path, problems: list[Problem]) -> list[Outlet]:
    top = _open(path, problems)
    if top is None:
        return []
    outlets = [_load_outlet(table) for table in top.tables("outlet")]
    top.finish()
    return outlets


def _load_outlet(table: Table) -> Outlet:
    table.where = table.data.get("id", table.where)
    feed = table.table("feed")
    outlet = Outlet(
        id=table.text("id"),
        name=table.text("name"),
        host=table.text("host"),
        language=table.text("language"),
        country=table.text("country"),
        offset=table.text("offset"),
        licence=table.text("licence", ""),
        licence_url=table.text("licence_url", ""),
        owner=table.text("owner"),
        kind=table.choice("kind", OWNER_KINDS),
        template=table.choice("template", frozenset("ABCDEFGH")),
        accent=table.text("accent"),
        tagline=table.text("tagline"),
        feed=Feed(
            kind=feed.choice("kind", FEED_KINDS),
            path=feed.text("path"),
            query=feed.text("query", ""),
        ),
        robots=table.text("robots", ""),
        tdm_reservation=table.flag("tdm_reservation"),
        charset=table.text("charset", "utf-8"),
        charset_in=table.choice(
            "charset_in", frozenset(["header", "meta", "both"]), "both"
        ),
        doctype=table.choice("doctype", frozenset(["html5", "xhtml", "none"]), "html5"),
        comment_form_in=table.text("comment_form_in", ""),
        names=table.strings("names"),
    )
    feed.finish()
    table.finish()
    return outlet


def _load_words(folder: Path, problems: list[Problem]) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for path in sorted(folder.glob("*.toml")):
        table = _open(path, problems)
        if table is not None:
            found[path.stem] = table.data
    return found


def _load_oddities(path: Path, problems: list[Problem]) -> Oddities:
    table = _open(path, problems) or Table({}, path.name, "file", problems)
    paywalled = table.table("paywalled")
    oddities = Oddities(
        paywalled={key: int(value) for key, value in paywalled.data.items()},
        tracked=table.strings("tracked"),
        plain_http=table.texts("plain_http"),
        redirects=table.strings("redirects"),
        missing=table.texts("missing"),
        soft_missing=table.texts("soft_missing"),
    )
    table.finish()
    return oddities
