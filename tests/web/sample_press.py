"""The sample day as `Reads`, from what `expected.json` says of each article."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from nouvelles.records import (
    Article,
    Block,
    Image,
    Listed,
    Revision,
    RightsItem,
    Shown,
    Source,
)
from nouvelles.testing import MemoryReads

NOW = datetime(2026, 3, 12, 20, 40, tzinfo=UTC)


@cache
def articles() -> tuple[Shown, ...]:
    """Every article of the day with its latest text, as ideal engines would give it."""
    folder = files("nouvelles.sample")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    rows = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    sources = {row["id"]: _source(row) for row in rows}
    return tuple(
        _shown(number, row, sources[row["outlet"]])
        for number, row in enumerate(expected["articles"])
    )


def reads() -> MemoryReads:
    return MemoryReads(articles())


def _source(row: dict[str, Any]) -> Source:
    names = ("name", "language", "country", "home", "owner", "kind", "licence")
    return Source(
        host=row["host"].removeprefix("www."),
        licence_url=row["licence_url"],
        feed=row["feed"],
        invented=row["invented"],
        **{name: row[name] for name in names},
    )


def _shown(number: int, row: dict[str, Any], source: Source) -> Shown:
    image = _image(row["image"]) if row["image"] else None
    body = tuple(_block(block) for block in row["body"])
    published, modified = _time(row["published"]), _time(row["modified"])
    article = Article(
        canonical=row["url"],
        headline=row["headline"],
        body=body,
        kicker=row["kicker"],
        standfirst=row["standfirst"],
        byline=tuple(row["byline"]),
        agencies=(row["agency"],) if row["agency"] else (),
        published=published,
        modified=modified,
        language=row["lang"],
        language_confidence=0.99,
        image=image,
    )
    captures = [_time(one["at"]) for one in row["captures"]]
    captured = captures[0] or published
    listed = Listed(
        id=f"s{number}",
        url=row["url"],
        source=source,
        headline=row["headline"],
        standfirst=row["standfirst"],
        lede=body[0].text,
        summary=row["summary"],
        language=row["lang"],
        published=published,
        day_only=False,
        captured=captured,
        rights=_rights(row, source, image),
    )
    revisions = tuple(
        Revision(at=at, digest=f"{number:064x}", headline=row["headline"])
        for at in captures
        if at is not None
    )
    return Shown(
        listed=listed,
        article=None if listed.rights.opted_out else article,
        authors=article.byline,
        revisions=revisions,
        extracted_by="expected.json",
    )


def _rights(row: dict[str, Any], source: Source, image: Image | None) -> RightsItem:
    robots = [
        word.strip()
        for said in row["opt_outs"]
        if said.startswith("robots:")
        for word in said.removeprefix("robots:").split(",")
    ]
    limits = [
        int(word.split(":")[1]) for word in robots if word.startswith("max-snippet")
    ]
    return RightsItem(
        source_licence=source.licence,
        page_licence=row["licence"],
        agencies=(row["agency"],) if row["agency"] else (),
        robots=tuple(robots),
        max_snippet=min(limits, default=None),
        opted_out="tdm-reservation" in row["opt_outs"],
        paywalled=row["paywalled"],
        image_licence=image.licence if image else "",
        image_credit=image.credit if image else "",
        source_name=source.name,
    )


def _block(block: dict[str, Any]) -> Block:
    if "h" in block:
        return Block(kind="heading", text=block["h"], level=2)
    if "list" in block:
        return Block(kind="list", items=tuple(block["list"]))
    if "quote" in block:
        return Block(kind="quote", text=block["quote"])
    return Block(kind="paragraph", text=block["p"])


def _image(row: dict[str, str]) -> Image:
    return Image(
        url=row["url"],
        caption=row["caption"],
        alt=row["alt"],
        credit=row["credit"],
        licence=row["licence"],
    )


def _time(said: str) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
