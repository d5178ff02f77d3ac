"""Reading one event's file: articles, blocks, statements, corrections."""

from __future__ import annotations

from datetime import UTC, datetime

from .records import (
    Article,
    Block,
    BlockKind,
    Correction,
    Event,
    Figure,
    FigureValue,
    Image,
    Statement,
)
from .tables import Table

SECTIONS = frozenset(
    [
        "world",
        "politics",
        "economy",
        "environment",
        "science",
        "culture",
        "sport",
        "society",
    ]
)
ARTICLE_KINDS = frozenset(["news", "interview", "opinion", "live", "brief"])
COPIES = frozenset(["none", "wire", "excerpt", "rewrite", "translation"])
STATEMENT_KINDS = frozenset(
    ["direct", "indirect", "mixed", "hearsay", "anonymous", "document", "denial"]
)
CERTAINTIES = frozenset(
    ["verbatim", "stated", "sourced", "anonymous", "reported", "disputed", "denied"]
)
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def load_event(top: Table) -> Event:
    """One file of `events/`."""
    head = top.table("event")
    head.where = head.data.get("id", "event")
    event_id = head.text("id")
    names = head.table("names")
    event = Event(
        id=event_id,
        file=top.file,
        title=head.strings("title"),
        related=head.texts("related"),
        country=head.text("country"),
        section=head.choice("section", SECTIONS),
        names={name: names.strings(name) for name in names.data},
        figures=tuple(_load_figure(table) for table in head.tables("figures")),
        articles=tuple(
            _load_article(table, event_id) for table in top.tables("article")
        ),
    )
    head.finish()
    top.finish()
    return event


def _load_figure(table: Table) -> Figure:
    figure = Figure(
        what=table.text("what"),
        values=tuple(
            FigureValue(
                value=value.text("value"),
                article=value.text("article"),
                who=value.text("who", ""),
            )
            for value in table.tables("values")
        ),
    )
    table.finish()
    return figure


def _load_article(table: Table, event_id: str) -> Article:
    table.where = table.data.get("id", table.where)
    published = table.time("published")
    if published is None:
        table.complain("`published` is missing: every article needs its time")
    article = Article(
        id=table.text("id"),
        event=event_id,
        file=table.file,
        outlet=table.text("outlet"),
        path=table.text("path"),
        kind=table.choice("kind", ARTICLE_KINDS),
        kicker=table.text("kicker", ""),
        headline=table.text("headline"),
        standfirst=table.text("standfirst", ""),
        byline=table.texts("byline"),
        agency=table.text("agency", ""),
        dateline=table.text("dateline", ""),
        published=published or NO_TIME,
        modified=table.time("modified"),
        keywords=table.texts("keywords"),
        first=table.flag("first"),
        origin=table.text("origin", "own"),
        copy=table.choice("copy", COPIES, "none") if table.data.get("copy") else "",
        related=table.texts("related"),
        image=_load_image(table.table("image")),
        summary=table.text("summary"),
        body=tuple(_load_block(block) for block in table.tables("body")),
        statements=tuple(_load_statement(item) for item in table.tables("statement")),
        correction=_load_correction(table.table("correction")),
    )
    table.asked.add("copy")
    table.finish()
    return article


def _load_block(table: Table) -> Block:
    kinds: tuple[BlockKind, ...] = ("p", "h", "quote", "list")
    present = [kind for kind in kinds if kind in table.data]
    if len(present) != 1:
        table.complain("a block has exactly one of p, h, quote, list")
        table.asked.update(table.data)
        return Block(kind="p", text="")
    kind = present[0]
    items = table.texts("list") if kind == "list" else ()
    text = "\n".join(items) if kind == "list" else table.text(kind)
    table.finish()
    return Block(kind=kind, text=text, items=items)


def _load_image(table: Table) -> Image | None:
    if not table.data:
        return None
    image = Image(
        name=table.text("name"),
        caption=table.text("caption", ""),
        credit=table.text("credit", ""),
        alt=table.text("alt", ""),
        licence=table.text("licence", ""),
    )
    table.finish()
    return image


def _load_statement(table: Table) -> Statement:
    statement = Statement(
        speaker=table.text("speaker", ""),
        role=table.text("role", ""),
        kind=table.choice("kind", STATEMENT_KINDS),
        certainty=table.choice("certainty", CERTAINTIES),
        words=table.text("words"),
        cue=table.text("cue", ""),
        via=table.text("via", ""),
        original=table.text("original", ""),
    )
    table.finish()
    return statement


def _load_correction(table: Table) -> Correction | None:
    if not table.data:
        return None
    at = table.time("at")
    if at is None:
        table.complain("`at` is missing: say when the page was corrected")
    before = table.table("before")
    texts = before.strings("body")
    for number in texts:
        if not number.isdigit():
            before.complain(f"`body.{number}`: the key must be a block number")
    correction = Correction(
        at=at or NO_TIME,
        note=table.text("note"),
        headline_before=before.text("headline", ""),
        body_before={int(key): text for key, text in texts.items() if key.isdigit()},
    )
    before.finish()
    table.finish()
    return correction
