"""What the sample day must not say: broken references, times, copies, words.

Every check is a generator of problems; `check_world` runs them all. A message names
the file, the article and what to do, so that a writer can mend it without reading
this code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from . import typography
from .check_site import check_oddities, check_outlets, check_words
from .check_statements import check_statements
from .records import Article, Event, Outlet, Problem, World

DAY = "2026-03-12"
FIRST_TIME = datetime(2026, 3, 2, tzinfo=UTC)
LAST_TIME = datetime(2026, 3, 13, tzinfo=UTC)
SUMMARY_LIMIT = 300
VERBATIM = ("wire", "excerpt")


def check_world(world: World) -> list[Problem]:
    """Every problem of sense in the world, sorted by file."""
    problems = [*check_outlets(world), *check_words(world)]
    problems += check_references(world)
    for event in world.events:
        problems += check_first(event)
        for article in event.articles:
            if article.outlet in world.outlets:
                problems += check_article(article, world.outlets[article.outlet])
                problems += check_copy(article, world)
    problems += check_statements(world)
    problems += check_oddities(world)
    return sorted(problems)


def _problem(article: Article, message: str) -> Problem:
    return Problem(file=article.file, where=article.id, message=message)


def check_references(world: World) -> Iterator[Problem]:
    """Identifiers are unique and every one that is named exists."""
    articles = world.articles()
    ids = {article.id for article in articles}
    events = {event.id for event in world.events}
    doubled = Counter(article.id for article in articles) + Counter(
        event.id for event in world.events
    )
    addresses = Counter((article.outlet, article.path) for article in articles)
    for event in world.events:
        place = {"file": event.file, "where": event.id}
        if doubled[event.id] > 1:
            yield Problem(**place, message="this event id is used twice: rename one")
        for name in {"fr", "en"} - set(event.title):
            yield Problem(**place, message=f"give the title in `{name}`")
        for other in event.related:
            if other not in events or other == event.id:
                yield Problem(**place, message=f"`related` names no event {other!r}")
        for figure in event.figures:
            for value in figure.values:
                if value.article not in ids:
                    yield Problem(
                        **place, message=f"a figure names no article {value.article!r}"
                    )
    for article in articles:
        if doubled[article.id] > 1:
            yield _problem(article, "this id is used twice: rename one")
        if addresses[article.outlet, article.path] > 1:
            yield _problem(article, "another article of the outlet has this path")
        if article.outlet not in world.outlets:
            yield _problem(article, f"there is no outlet {article.outlet!r}")
        if article.agency and article.agency not in world.outlets:
            yield _problem(article, f"`agency`: there is no outlet {article.agency!r}")
        for other in article.related:
            if other not in ids or other == article.id:
                yield _problem(article, f"`related` names no article {other!r}")


def check_first(event: Event) -> Iterator[Problem]:
    """One article an event is the first reporter, and it is the earliest."""
    first = [article for article in event.articles if article.first]
    if len(first) != 1:
        yield Problem(
            file=event.file,
            where=event.id,
            message=f"{len(first)} articles have `first = true`: mark exactly one",
        )
        return
    earliest = min(event.articles, key=lambda article: article.published)
    if earliest.published < first[0].published:
        yield _problem(
            first[0], f"is `first`, but {earliest.id} was published earlier: mend one"
        )


def check_article(article: Article, outlet: Outlet) -> Iterator[Problem]:
    """Path, times, length and typography of one article."""
    if not article.id.startswith(outlet.id):
        yield _problem(article, f"the id must start with the outlet's, {outlet.id!r}")
    if not article.path.startswith("/") or not article.path.isascii():
        yield _problem(article, "`path` starts with / and is percent-encoded ASCII")
    yield from _check_times(article, outlet)
    if len(article.summary) > SUMMARY_LIMIT:
        yield _problem(
            article, f"`summary` has {len(article.summary)} characters: {SUMMARY_LIMIT}"
        )
    paragraphs = sum(block.kind != "h" for block in article.body)
    if not 3 <= paragraphs <= 11:
        yield _problem(article, f"the body has {paragraphs} paragraphs: write 4 to 9")
    for place, text in visible_texts(article):
        for fault in typography.find_faults(text, outlet.language):
            yield _problem(article, f"{place}: {fault}")


def _check_times(article: Article, outlet: Outlet) -> Iterator[Problem]:
    later = {"modified": article.modified}
    if article.correction is not None:
        later["correction.at"] = article.correction.at
        for number in article.correction.body_before:
            if number >= len(article.body):
                yield _problem(article, f"the correction names no block {number}")
    for name, time in {"published": article.published, **later}.items():
        if time is None:
            continue
        if not FIRST_TIME <= time <= LAST_TIME:
            yield _problem(article, f"`{name}` is not of the sample day: {time}")
        if time.isoformat()[-6:] != outlet.offset:
            yield _problem(article, f"`{name}` must have the offset {outlet.offset}")
        if time < article.published:
            yield _problem(article, f"`{name}` is before `published`: order them")
    fix, modified = article.correction, article.modified
    if fix is not None and modified is not None and modified < fix.at:
        yield _problem(article, "`modified` is before the correction: order them")


def visible_texts(article: Article) -> Iterator[tuple[str, str]]:
    """Every text of the article that a reader sees, with its place."""
    yield "headline", article.headline
    for place in ("kicker", "standfirst", "summary", "dateline"):
        if text := getattr(article, place):
            yield place, text
    for number, block in enumerate(article.body):
        for line in block.items or (block.text,):
            yield f"body[{number}]", line
    if article.image is not None:
        for place in ("caption", "credit", "alt"):
            if text := getattr(article.image, place):
                yield f"image.{place}", text
    if article.correction is not None:
        yield "correction.note", article.correction.note
        if article.correction.headline_before:
            yield "correction.before", article.correction.headline_before
        for text in article.correction.body_before.values():
            yield "correction.before", text


def check_copy(article: Article, world: World) -> Iterator[Problem]:
    """Copies come from somewhere, and only verbatim ones repeat paragraphs."""
    if article.origin == "own":
        if article.copy:
            yield _problem(article, f"`copy` is {article.copy!r} but `origin` is own")
        return
    origins = {other.id: other for other in world.articles()}
    origin = origins.get(article.origin)
    if origin is None:
        yield _problem(article, f"`origin` names no article {article.origin!r}")
        return
    if origin.published > article.published:
        yield _problem(article, f"is published before its origin {origin.id}")
    theirs = {block.text for block in origin.body if block.kind != "h"}
    shared = sum(block.text in theirs for block in article.body)
    if article.copy in VERBATIM and not shared:
        yield _problem(
            article,
            f"is a {article.copy} copy of {origin.id} but repeats no paragraph of it",
        )
    if article.copy not in VERBATIM and shared:
        yield _problem(
            article,
            f"repeats {shared} paragraphs of {origin.id} word for word: set "
            '`copy = "wire"` or rewrite them',
        )
    if article.copy == "wire" and article.agency != origin.outlet:
        yield _problem(article, f"a wire copy credits its agency: {origin.outlet}")
