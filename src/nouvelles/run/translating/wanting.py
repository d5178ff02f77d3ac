"""Which articles readers should find in their language, in the order they will see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from nouvelles.config import Settings
from nouvelles.edition import Front, Piece, arrange, freshness, nearest_telling
from nouvelles.language.identify import known_primary
from nouvelles.records import Listed, Story, Surface
from nouvelles.rights import may
from nouvelles.store.names import number_of
from nouvelles.store.read import ReadTables
from nouvelles.store.translation_queue import Wanted, Why

#: Articles whose headlines are translated, the newest; stories likewise, and how old
#: their newest telling may be, as on the front page.
NEWEST = 300
STORIES = 200
WINDOW = timedelta(days=7)


def may_translate_headline(listed: Listed) -> bool:
    """Whether its headline may stand in another language."""
    return (
        bool(listed.headline)
        and may(listed.rights, Surface.TRANSLATED_HEADLINE).allowed
    )


def may_translate_whole(listed: Listed) -> bool:
    """Whether there is a text, and it may stand in another language."""
    answer = may(listed.rights, Surface.TRANSLATION)
    return bool(listed.lede) and answer.allowed and answer.limit is None


def wanted(
    reads: ReadTables, settings: Settings, now: datetime, asked: Sequence[str] = ()
) -> list[Wanted]:
    """What should be translated, most urgent first; each article may come twice for a
    language, for its headline and for its text.

    `asked` are (language, id) of articles that readers opened, as "fr/0123…".
    """
    newest = reads.articles(1, NEWEST).items
    stories = _stories(reads, newest, now)
    found: list[Wanted] = []
    for language in settings.paper.editions:
        front = arrange(
            stories,
            newest[:30],
            now,
            front=settings.of_edition(language).front,
            reader=language,
            whole=_whole_ids(stories),
        )
        found += _want((one.listed for one in _upper(front)), language, "front")
        listed = _everything(front, stories, newest)
        found += _want(listed, language, "headline")
        found += _want(_sources(front, language), language, "leading")
        found += _want(_asked(reads, asked, language), language, "asked for")
    return sorted(found, key=lambda one: _ORDER.index(one.why))


_ORDER: Sequence[Why] = ("front", "headline", "leading", "asked for")


def _stories(
    reads: ReadTables, newest: Sequence[Listed], now: datetime
) -> tuple[Story, ...]:
    if not newest:
        return ()
    last = max(freshness(one, now) for one in newest)
    if last - datetime.min.replace(tzinfo=last.tzinfo) <= WINDOW:
        return ()
    return reads.stories_since(last - WINDOW, STORIES)


def _whole_ids(stories: Iterable[Story]) -> frozenset[str]:
    return frozenset(
        told.listed.id
        for story in stories
        for told in story.told
        if told.listed.lede and may(told.listed.rights, Surface.FULL_TEXT).allowed
    )


def _upper(front: Front) -> list[Piece]:
    lead = [front.lead] if front.lead else []
    return [*lead, *front.stack, *front.under, *front.row]


def _everything(
    front: Front, stories: Iterable[Story], newest: Iterable[Listed]
) -> Iterator[Listed]:
    """All that lists show: what leads, all tellings, what is in no story."""
    yield from (one.listed for one in front.rest)
    yield from newest
    for story in stories:
        yield from (told.listed for told in story.told)


def _sources(front: Front, language: str) -> Iterator[Listed]:
    """The texts to translate whole: of each story the one nearest to what happened, where
    none is in the language already."""
    for piece in [*_upper(front), *front.rest]:
        if piece.story is None:
            yield piece.listed
            continue
        if any(
            known_primary(told.listed.language) == language and told.listed.lede
            for told in piece.told
        ):
            continue
        translatable = {
            told.listed.id for told in piece.told if may_translate_whole(told.listed)
        }
        source = nearest_telling(piece.story, translatable)
        if source is not None:
            yield source.listed


def _asked(reads: ReadTables, asked: Iterable[str], language: str) -> Iterator[Listed]:
    for one in asked:
        of_edition, _, id = one.partition("/")
        found = reads.article(id) if of_edition == language else None
        if found is not None and hasattr(found, "listed"):
            yield found.listed


def _want(found: Iterable[Listed], language: str, why: Why) -> Iterator[Wanted]:
    allowed = (
        may_translate_headline if why in ("front", "headline") else may_translate_whole
    )
    seen = set()
    for listed in found:
        own = known_primary(listed.language)
        if not own or own == language or listed.withdrawn is not None:
            continue
        number = number_of(listed.id)
        if number is None or number in seen or not allowed(listed):
            continue
        seen.add(number)
        yield Wanted(article=number, language=language, why=why)
