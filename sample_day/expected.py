"""`expected.json` and `sources.json`: what an engine should find in the day.

The body is what the page shows: at a paywall it ends where the page does, and the
statements that stand behind it are left out. Identifiers of statements keep their
numbers all the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from .captures import ARTICLE, Capture
from .check import DAY
from .check_statements import find_place, statement_id
from .furniture import article_url
from .records import Article, Block, Event, Outlet, Statement, World
from .structured import Json
from .views import as_captured, picture_url


def write_expected(world: World, captures: Sequence[Capture]) -> str:
    """The gold of the day as JSON."""
    return _dump(
        {
            "day": DAY,
            "invented": True,
            "outlets": [_outlet(outlet) for outlet in world.outlets.values()],
            "events": [_event(event) for event in world.events],
            "articles": [
                _article(article, event, world, captures)
                for event in world.events
                for article in event.articles
            ],
            "not_articles": [
                {"url": capture.url, "why": capture.what}
                for capture in sorted(captures, key=lambda c: (c.what, c.url))
                if capture.what != ARTICLE
            ],
        }
    )


def write_sources(world: World) -> str:
    """The outlets as the store's sources."""
    return _dump([_source(outlet) for outlet in world.outlets.values()])


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _source(outlet: Outlet) -> Json:
    return {
        "id": outlet.id,
        "host": outlet.host,
        "name": outlet.name,
        "language": outlet.language,
        "country": outlet.country,
        "offset": outlet.offset,
        "home": outlet.home,
        "owner": outlet.owner,
        "kind": outlet.kind,
        "licence": outlet.licence,
        "licence_url": outlet.licence_url,
        "feed": f"https://{outlet.host}{outlet.feed.path}",
        "feed_kind": outlet.feed.kind,
        "invented": True,
    }


def _outlet(outlet: Outlet) -> Json:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "host": outlet.host,
        "language": outlet.language,
        "country": outlet.country,
        "kind": outlet.kind,
        "licence": outlet.licence,
        "opt_outs": opt_outs(outlet),
        "template": outlet.template,
        "charset": outlet.charset,
    }


def opt_outs(outlet: Outlet) -> list[str]:
    """What the outlet reserves, in the words of its pages."""
    reserved = ["tdm-reservation"] if outlet.tdm_reservation else []
    return reserved + ([f"robots: {outlet.robots}"] if outlet.robots else [])


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "title": dict(event.title),
        "country": event.country,
        "section": event.section,
        "related": list(event.related),
        "first": next(article.id for article in event.articles if article.first),
        "articles": [article.id for article in event.articles],
        "figures": [
            {
                "what": figure.what,
                "values": [
                    {"value": value.value, "article": value.article, "who": value.who}
                    for value in figure.values
                ],
            }
            for figure in event.figures
        ],
        "names": {name: dict(forms) for name, forms in event.names.items()},
    }


def _article(
    article: Article, event: Event, world: World, captures: Sequence[Capture]
) -> Json:
    outlet = world.outlets[article.outlet]
    shown = world.oddities.paywalled.get(article.id)
    visible = as_captured(article, datetime.max.replace(tzinfo=UTC), shown)
    return {
        "id": article.id,
        "url": article_url(article, outlet),
        "captures": [
            {"url": capture.url, "at": capture.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
            for capture in captures
            if capture.article == article.id
        ],
        "outlet": outlet.id,
        "lang": outlet.language,
        "event": event.id,
        "headline": article.headline,
        "kicker": article.kicker,
        "standfirst": article.standfirst,
        "byline": list(article.byline),
        "agency": article.agency,
        "dateline": article.dateline,
        "published": article.published.isoformat(),
        "modified": article.modified.isoformat() if article.modified else "",
        "section": event.section,
        "keywords": list(article.keywords),
        "summary": article.summary,
        "body": [_block(block) for block in visible.body],
        "kind": article.kind,
        "origin": article.origin,
        "copy": article.copy,
        "first": article.first,
        "related": list(article.related),
        "image": _image(article, outlet),
        "licence": outlet.licence,
        "opt_outs": opt_outs(outlet),
        "paywalled": shown is not None,
        "correction": _correction(article),
        "statements": [
            found
            for number, statement in enumerate(article.statements)
            if (found := _statement(visible, number, statement)) is not None
        ],
    }


def _block(block: Block) -> Json:
    return {block.kind: list(block.items) if block.kind == "list" else block.text}


def _image(article: Article, outlet: Outlet) -> Json | None:
    image = article.image
    if image is None:
        return None
    return {
        "url": picture_url(outlet, image.name),
        "caption": image.caption,
        "credit": image.credit,
        "alt": image.alt,
        "licence": image.licence,
    }


def _correction(article: Article) -> Json | None:
    fix = article.correction
    if fix is None:
        return None
    return {
        "at": fix.at.isoformat(),
        "note": fix.note,
        "before": {
            "headline": fix.headline_before or article.headline,
            "body": {str(number): text for number, text in fix.body_before.items()},
        },
    }


def _statement(article: Article, number: int, statement: Statement) -> Json | None:
    place, block, start = find_place(article, statement)
    if not place:
        return None
    return {
        "id": statement_id(article, number),
        "speaker": statement.speaker,
        "role": statement.role,
        "kind": statement.kind,
        "certainty": statement.certainty,
        "words": statement.words,
        "cue": statement.cue,
        "via": statement.via,
        "original": statement.original,
        "place": place,
        "block": block,
        "start": start,
        "end": start + len(statement.words),
    }
