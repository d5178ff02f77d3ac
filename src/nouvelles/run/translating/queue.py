"""What waits: planned from what readers will see, taken one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from nouvelles.language.identify import known_primary
from nouvelles.records import Shown
from nouvelles.run.clock import Clock, moment_of
from nouvelles.run.translating.article import digest_of, make, text_to_translate
from nouvelles.run.translating.beside import NONE
from nouvelles.run.translating.making import Making
from nouvelles.run.translating.wanting import wanted
from nouvelles.store import Store, memory, translation_queue, translations
from nouvelles.store.held import articles_at
from nouvelles.store.names import number_of
from nouvelles.store.read import ReadTables
from nouvelles.store.translation_queue import EngineOutcome, Wanted
from nouvelles.store.translations import Made
from nouvelles.store.views import most_read
from nouvelles.translate import words

#: Pages looked at for articles that readers asked for, of today and yesterday.
_READ = 100


def plan(making: Making) -> int:
    """Set what waits; how many articles that is."""
    store, now = making.store, moment_of(making.clock)
    maker = making.maker()
    with store.read() as connection:
        given = memory.given_pairs(connection)
    asked = asked_for(store, making.clock)
    every = wanted(ReadTables(store), store.settings, now, asked)
    with store.read() as connection:
        known = translations.made_of(connection, sorted({one.article for one in every}))
        shown = articles_at(connection, sorted({one.article for one in every}))
    digests = {number: digest_of(one) for number, one in shown.items()}
    there = [one for one in every if one.article in shown]
    led = [one for one in there if _leads_there(making, given, shown[one.article], one)]
    left = [
        one
        for one in led
        if not _stands(
            known.get((one.article, one.language)), digests[one.article], maker, one
        )
    ]
    translation_queue.set_wanted(store, left, int(making.clock()))
    if store.settings.translation.engine != NONE:
        _tell_unled(making, shown, set(there) - set(led))
    return len({(one.article, one.language) for one in left})


def _tell_unled(
    making: Making, shown: Mapping[int, Shown], unled: Iterable[Wanted]
) -> None:
    """Count the pairs of languages between which no engine leads, for the articles that
    readers would find translated."""
    articles = {
        (one.article, known_primary(shown[one.article].listed.language), one.language)
        for one in unled
    }
    pairs = Counter((own, language) for _, own, language in articles)
    outcomes = [
        EngineOutcome(
            engine="no engine",
            word=f"no route {own}→{language}",
            count=1,
            detail=f"{count} articles",
        )
        for (own, language), count in sorted(pairs.items())
    ]
    with making.store.write() as connection:
        translation_queue.count_outcomes(connection, outcomes, int(making.clock()))


def translate_one(making: Making, one: Wanted) -> bool:
    """Translate what waits; whether it was done, or need not be."""
    with making.store.read() as connection:
        shown = articles_at(connection, [one.article]).get(one.article)
    if shown is None:
        translation_queue.unwait(making.store, one)
        return True
    whole = (
        one.why in ("leading", "asked for")
        or _stood_whole(making.store, one)
        or _is_given(making, shown, one.language)
    )
    try:
        is_done = make(making, shown, one.language, whole=whole)
    finally:
        making.write_outcomes()
    if not is_done:
        translation_queue.put_off(making.store, one, int(making.clock()))
    return is_done


def first_waiting(store: Store, now: int) -> Wanted | None:
    """What is to be translated next."""
    with store.read() as connection:
        return next(iter(translation_queue.next_waiting(connection, now, 1)), None)


def _stands(made: Made | None, digest: bytes, maker: bytes, one: Wanted) -> bool:
    """Whether what is wanted is there, made of this article by what translates now."""
    if made is None or (made.input, made.maker) != (digest, maker):
        return False
    return made.whole or one.why in ("front", "headline")


def _stood_whole(store: Store, one: Wanted) -> bool:
    """Whether the whole article stands in the language: it is made anew as a whole."""
    with store.read() as connection:
        made = translations.made_of(connection, [one.article])
    known = made.get((one.article, one.language))
    return known is not None and known.whole


def _is_given(making: Making, shown: Shown, language: str) -> bool:
    """Whether people gave every sentence of an article: then it costs no engine, and
    stands as a whole from the beginning."""
    own = known_primary(shown.listed.language)
    with making.store.read() as connection:
        if (own, language) not in memory.given_pairs(connection):
            return False
    texts = {
        one.text for one in text_to_translate(shown, whole=True) if words(one.text)
    }
    found = (making.memory.recall(text, own, language) for text in texts)
    return all(known is not None and known.origin != "engine" for known in found)


def _leads_there(
    making: Making, given: Iterable[tuple[str, str]], shown: Shown, one: Wanted
) -> bool:
    """Whether an engine leads from the article's language, or anything was given. A gist
    makes no headline."""
    own = known_primary(shown.listed.language)
    routes = making.routes(own, one.language)
    if one.why in ("front", "headline"):
        routes = tuple(route for route in routes if not route.is_gist)
    return (own, one.language) in given or bool(routes)


def asked_for(store: Store, clock: Clock) -> tuple[str, ...]:
    """Articles that readers opened today or yesterday, by edition: "fr/0123…"."""
    today = moment_of(clock).date()
    with store.read() as connection:
        pages = most_read(connection, today - timedelta(days=1), today, _READ)
    found = set()
    for one in pages:
        edition, _, rest = one.page.strip("/").partition("/")
        if number_of(id := rest.rpartition("-")[2]) is not None:
            found.add(f"{edition}/{id}")
    return tuple(sorted(found))
