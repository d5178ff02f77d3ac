"""Anyone's own articles, one a line as JSON, put into stories with no paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import msgspec

from nouvelles.dedupe import Copies
from nouvelles.records import Telling
from nouvelles.run.grouping.arrive import New, encode_own
from nouvelles.run.grouping.encode import Encoding
from nouvelles.run.grouping.telling import EARLIEST, LONGEST
from nouvelles.store.story_log import Arrived
from nouvelles.stories import Stories
from nouvelles.stories.model import PairModel

#: Articles that come at once; after them, what was decided lately is looked at again.
BATCH: Final = 20

_json = msgspec.json.Decoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line of which no article can be made: its number from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """An article with the story that it was in when it was asked for."""

    telling: Telling
    story: str


def tellings_in(lines: Iterable[bytes]) -> Iterator[Telling | BadLine]:
    """The articles of a file: {"id", "title", "text", "lang", "date", "source"} a line.

    All but `id` may be missing or null; other fields are ignored, and so are blank
    lines. Dates are ISO 8601 or seconds since 1970.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            telling = _telling(_json.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
            yield BadLine(number=number, reason=str(error))
            continue
        first = seen.setdefault(telling.article, number)
        if first != number:
            reason = f"the id {telling.article!r} stands on line {first} already"
            yield BadLine(number=number, reason=reason)
        else:
            yield telling


def _telling(found: Any) -> Telling:
    if not isinstance(found, Mapping):
        raise ValueError("is no JSON object")
    id = found.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int) or id == "":
        raise ValueError("has no `id` (text or a number)")
    return Telling(
        article=str(id),
        headline=_text(found, "title"),
        text=_text(found, "text")[:LONGEST],
        language=_text(found, "lang") or "und",
        outlet=_text(found, "source"),
        at=_date(found.get("date")),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"`{name}` is no text")
    return value


def _date(value: Any) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise ValueError(f"`date` {value!r} is no date (ISO 8601, or seconds since 1970)")


def group(
    tellings: Iterable[Telling],
    encoding: Encoding,
    settled: int | None = None,
    model: PairModel | None = None,
) -> list[Grouped]:
    """Articles with their stories, in the order in which they came.

    They come as they stand; the time of a decision is that of the newest article so far.
    The story of an article is that which it is in when `settled` others came after it
    (as good as: they come in batches), or when all did. `model` decides in the place of
    the one that is shipped.
    """
    encoder = encoding.facts
    stories = Stories(encoder.size, frozenset(encoder.languages), model)
    copies = Copies()
    came: list[Telling] = []
    found: list[Grouped] = []
    now = EARLIEST
    remaining = iter(tellings)
    while batch := [*islice(remaining, BATCH)]:
        now = max([now, *(one.at for one in batch if one.at is not None)])
        _place(stories, copies, encoding, batch, now)
        came += batch
        stories.repair(now)
        if settled is not None:
            found += _stand(stories, came[len(found) : len(came) - settled])
    return found + _stand(stories, came[len(found) :])


def _stand(stories: Stories, tellings: Sequence[Telling]) -> list[Grouped]:
    """Articles with the stories that they are in now."""
    return [
        Grouped(telling=one, story=stories.story_of(one.article) or "")
        for one in tellings
    ]


def _place(
    stories: Stories,
    copies: Copies,
    encoding: Encoding,
    batch: Sequence[Telling],
    now: datetime,
) -> None:
    copied = [copies.look(one) for one in batch]
    encoded = encode_own(encoding, batch, copied)
    come = [
        New(
            arrived=Arrived(telling=telling, copy=copy, vector=made.vector),
            clues=made.clues,
        )
        for telling, copy, made in zip(batch, copied, encoded, strict=True)
    ]
    stories.place([one.arrival for one in come], now)


def as_stories(grouped: Iterable[Grouped]) -> dict[str, list[Telling]]:
    """The articles of each story, the largest first."""
    found: dict[str, list[Telling]] = {}
    for one in grouped:
        found.setdefault(one.story, []).append(one.telling)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))
