"""What a person asks about stories: which, with what in them, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from nouvelles.errors import InputError
from nouvelles.records import Moved, Shown, Story, StoryAct
from nouvelles.run.grouping.telling import telling_of
from nouvelles.run.trace import resolve
from nouvelles.store import Store, readtables, story_log
from nouvelles.store.names import public_id
from nouvelles.store.read import ReadTables
from nouvelles.store.story_log import Line

# ---- what a person calls stories and articles ----


def find_story(store: Store, name: str) -> Story:
    """The story of an id, of one that leads to it, or of its page's address.

    Raises:
        InputError: there is none, or none any more.
    """
    readtables.ensure(store)
    reads = ReadTables(store)
    id = urlsplit(name.strip()).path.rstrip("/").rsplit("/", 1)[-1].rsplit("-", 1)[-1]
    found = reads.story(id)
    if isinstance(found, Moved):
        found = reads.story(found.id)
    if isinstance(found, Story):
        return found
    reason = "there is no such story" if found is None else "its articles were removed"
    raise InputError(name, reason, "See them with `nouvelles story list`.")


def find_article(store: Store, name: str) -> Shown:
    """The one article behind an address or a public id.

    Raises:
        InputError: the paper does not hold it, or the address leads to several.
    """
    readtables.ensure(store)
    with store.read() as connection:
        numbers = sorted(resolve(connection, name).numbers)
    reads = ReadTables(store)
    found = [reads.article(public_id(number)) for number in numbers]
    held = [one for one in found if isinstance(one, Shown)]
    if len(held) == 1:
        return held[0]
    if held:
        ids = ", ".join(one.listed.id for one in held)
        raise InputError(name, f"leads to several articles ({ids})", "Name one by id.")
    reason = "was removed" if found else "the paper has never met this address"
    raise InputError(name, reason, "See `nouvelles trace`.")


def story_of(store: Store, article: Shown) -> Story:
    """The story that an article is told in.

    Raises:
        InputError: it is in none (yet).
    """
    id = article.listed.id
    reads = ReadTables(store)
    found = reads.story(reads.stories_of([id]).get(id, ""))
    if isinstance(found, Story):
        return found
    raise InputError(
        article.listed.url,
        "is in no story yet",
        "`nouvelles serve` and `read` put articles into stories as they come.",
    )


# ---- what the log says ----


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log, as a person reads it."""

    number: int
    act: StoryAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an article stands where it does: its story, and what was decided about it."""

    article: str
    headline: str
    url: str
    story: str
    slug: str
    encoder: str  # what compared it across languages, "" for nothing
    changed: bool  # whether its text is another now than when it came in
    lines: tuple[LogLine, ...]  # the last one counts


def why(store: Store, name: str, now: datetime) -> Why:
    """Why an article stands where it does.

    Raises:
        InputError: as `find_article` and `story_of`.
    """
    article = find_article(store, name)
    story = story_of(store, article)
    listed = article.listed
    with store.read() as connection:
        mine = story_log.lines_about(connection, article=listed.id)
        ways = {line.act.story for line in mine} | {story.id, *story.former}
        every = story_log.lines_about(connection, stories=sorted(ways))
        was = story_log.told_digest(connection, listed.id)
    told = [line.arrived for line in mine if line.arrived]
    return Why(
        article=listed.id,
        headline=listed.headline,
        url=listed.url,
        story=story.id,
        slug=story.slug,
        encoder=told[-1].encoder if told else "",
        changed=was != story_log.telling_digest(telling_of(article, now)),
        lines=tuple(_way(listed.id, read_lines([*mine, *every]))),
    )


def _way(article: str, lines: Sequence[LogLine]) -> Iterator[LogLine]:
    """Those of the lines that are about an article, or about the story that it was in."""
    at = ""
    for line in lines:
        act = line.act
        if article in (act.article, *act.articles):
            at = act.into or act.story
            yield line
        elif act.kind == "merge" and act.story == at:
            at = act.into
            yield line


def history(store: Store, story: Story) -> tuple[LogLine, ...]:
    """What the log says of a story and of those that were merged into it."""
    with store.read() as connection:
        found = story_log.lines_about(connection, stories=[story.id, *story.former])
    return read_lines(found)


def read_lines(lines: Sequence[Line]) -> tuple[LogLine, ...]:
    """Lines of the log, each once and in order."""
    by_number = {line.number: line.act for line in lines}
    return tuple(
        LogLine(number=number, act=act) for number, act in sorted(by_number.items())
    )
