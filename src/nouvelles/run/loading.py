"""All that is held of some articles, loaded together: what their rows are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from nouvelles.language import distinct_words
from nouvelles.records import Article, Claims, Entry, Terms
from nouvelles.run.made import words_of
from nouvelles.run.project import COMPARED, Held, newest
from nouvelles.store import fetches, rows
from nouvelles.store.alone import url_key
from nouvelles.store.captures import moment
from nouvelles.store.ledger import Plan
from nouvelles.store.names import public_id
from nouvelles.store.outputs import Output, outputs_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article with what its row needs besides: its source, its words for searching.

    `words` are those of headline and text, folded, each once.
    """

    held: Held
    source_id: int
    words: str


def load(connection: Connection, plan: Plan, numbers: Sequence[int]) -> dict[int, Told]:
    """Those of some articles of which something is held, by their numbers.

    The number of questions asked does not grow with that of the articles, and what is
    only announced asks none of those that are about captures.
    """
    captured = rows.captures_of(connection, numbers)
    announced = rows.entries_of(connection, numbers, captured)
    return _told(connection, plan, captured, announced)


def load_announced(
    connection: Connection, plan: Plan, entries: Mapping[int, tuple[int, Entry]]
) -> dict[int, Told]:
    """The same of articles of which an entry is held, with its source, and no more."""
    announced = {number: [pair] for number, pair in entries.items()}
    return _told(connection, plan, {}, announced)


def _told(
    connection: Connection,
    plan: Plan,
    captured: Mapping[int, Sequence[Any]],
    announced: Mapping[int, Sequence[tuple[int, Entry]]],
) -> dict[int, Told]:
    source_ids = {n: entries[-1][0] for n, entries in announced.items()}
    source_ids |= {n: found[-1].source_id for n, found in captured.items()}
    sources = rows.sources_at(connection, set(source_ids.values()))
    bare = {
        number: Held(
            id=public_id(number),
            source=sources[source_id],
            entries=newest([entry for _, entry in announced.get(number, [])]),
        )
        for number, source_id in source_ids.items()
    }
    told = _with_pages(connection, plan, bare, captured)
    told |= _with_entries(
        connection, plan, {n: one for n, one in bare.items() if n not in captured}
    )
    return {
        number: Told(held=held, source_id=source_ids[number], words=words)
        for number, (held, words) in told.items()
    }


# ---- articles of which there is a capture ----


def _with_pages(
    connection: Connection,
    plan: Plan,
    bare: Mapping[int, Held],
    captured: Mapping[int, Sequence[Any]],
) -> dict[int, tuple[Held, str]]:
    if not captured:
        return {}
    last = {number: found[-1].id for number, found in captured.items()}
    items = list(last.values())
    earlier = {
        number: _compared(found) for number, found in captured.items() if len(found) > 1
    }
    every = [*items, *(item for some in earlier.values() for item in some if item)]
    articles = outputs_in_force(connection, plan, "extract", every, Article)
    claims = outputs_in_force(connection, plan, "claims", items, Claims)
    terms = outputs_in_force(connection, plan, "terms", items, Terms)
    withdrawn = fetches.withdrawn_at(connection, list(captured))
    keys = {number: bytes(found[-1].url_key) for number, found in captured.items()}
    every_key = sorted(set(keys.values()))
    reserved = rows.opted_out(connection, plan, every_key)
    missing = rows.said_missing(connection, plan, every_key)
    told: dict[int, tuple[Held, str]] = {}
    extractor = f"nouvelles extract {plan.stage('extract').version}"
    for number, item in last.items():
        article = articles.get(item)
        stale = article.stale if article else False
        key, at = keys[number], captured[number][-1].at
        # Its page has come to say that there is nothing here.
        away = moment(missing[key]) if missing.get(key, 0) > at else None
        held = replace(
            bare[number],
            article=article.record if article else None,
            claims=claims[item].record if item in claims else None,
            captured=moment(at),
            revisions=rows.revisions(captured[number]),
            texts=_texts(earlier.get(number, ()), articles, article),
            stale=stale,
            extracted_by="" if stale else extractor,
            withdrawn=withdrawn.get(number) or away,
            # Its page has come to reserve its rights since.
            opted_out=reserved.get(key, 0) > at,
        )
        told[number] = (held, _words_of_page(held, terms.get(item)))
    return told


def _words_of_page(held: Held, terms: Output[Terms] | None) -> str:
    """The words of a page; what its outlet has withdrawn, or reserves, is found by its
    headline."""
    if terms is None:
        return ""
    words = terms.record
    bare = held.withdrawn or held.opted_out
    said = words.headline if bare else f"{words.headline} {words.text}"
    return " ".join(dict.fromkeys(said.split()))


def _compared(captured: Sequence[Any]) -> tuple[int | None, ...]:
    """The captures that are revisions, one for one; None for those not looked at."""
    items = [row.id for row in rows.revising(captured)]
    if len(items) < 2:
        return ()
    skipped = max(0, len(items) - COMPARED - 1)
    return (None,) * skipped + tuple(items[skipped:])


def _texts(
    items: Sequence[int | None],
    articles: Mapping[int, Output[Article]],
    newest_one: Output[Article] | None,
) -> tuple[Article | None, ...]:
    """The texts of revisions; of one extractor, for two differ where no outlet did."""
    if newest_one is None or newest_one.stale:
        return ()
    found = [articles.get(item) if item is not None else None for item in items]
    return tuple(one.record if one and not one.stale else None for one in found)


# ---- articles that are only announced ----


def _with_entries(
    connection: Connection, plan: Plan, bare: Mapping[int, Held]
) -> dict[int, tuple[Held, str]]:
    """Those whose address was captured as another article are shown by that one."""
    if not bare:
        return {}
    keys = {number: url_key(held.entries[-1].url) for number, held in bare.items()}
    every = sorted(set(keys.values()))
    elsewhere = rows.captured_as(connection, every)
    captured = rows.captured_among(connection, every)
    opted_out = rows.opted_out(connection, plan, captured)
    missing = rows.said_missing(connection, plan, captured)
    withdrawn: Mapping[bytes, datetime] = {
        **{key: moment(at) for key, at in missing.items()},
        **fetches.withdrawn_unread(connection, every),
    }
    told: dict[int, tuple[Held, str]] = {}
    for number, held in bare.items():
        key = keys[number]
        if key in elsewhere:
            continue
        if key in opted_out or key in withdrawn:
            held = replace(
                held, opted_out=key in opted_out, withdrawn=withdrawn.get(key)
            )
        told[number] = (held, _words_of_entry(held))
    return told


def _words_of_entry(held: Held) -> str:
    """The words of an entry; of its full text only where no page reserves its own.

    What its outlet has withdrawn is found by its headline alone.
    """
    entry = held.entries[-1]
    if held.withdrawn is not None:
        return distinct_words(entry.title)
    if held.opted_out:
        return distinct_words(f"{entry.title}\n{searched_text(entry, held)}")
    return words_of(entry)


def searched_text(entry: Entry, held: Held) -> str:
    """What of an entry's texts is searched in."""
    return entry.summary if held.opted_out else f"{entry.summary}\n{entry.content}"
