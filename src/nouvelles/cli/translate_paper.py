"""`nouvelles translate run|status|held`: what the paper translates."""

from __future__ import annotations

from dataclasses import dataclass

import click

from nouvelles.cli.paper import (
    counted,
    json_option,
    opened,
    print_json,
    print_lines,
    stop_on_signals,
)
from nouvelles.records import Translation
from nouvelles.run.clock import system_clock
from nouvelles.run.translating.beside import translate_all
from nouvelles.store import Store, memory, readtables, translation_queue, translations
from nouvelles.store.names import public_id
from nouvelles.store.translation_queue import Report, Waiting
from nouvelles.web.words import load_words
from nouvelles.web.wrongs import HOLDINGS

_WHY = {
    "front": "headlines of the front page",
    "headline": "headlines",
    "leading": "texts of leading articles",
    "asked for": "texts that readers asked for",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What `translate status` tells; `translated` and how many of them are held, by
    language."""

    translated: dict[str, tuple[int, int]]
    waiting: tuple[Waiting, ...]
    reports: tuple[Report, ...]
    remembered: int


@click.command(epilog="Example:\n\n\b\n  nouvelles --paper paper translate run")
@click.pass_obj
def run(paper: str) -> None:
    """Translate all that waits, and end; `serve` does so as long as it runs."""
    stop = stop_on_signals()
    with opened(paper) as store:
        readtables.ensure(store)
        count = translate_all(store, system_clock, stop)
    print_lines(f"{counted(count, 'article')} translated.")


@click.command(epilog="Example:\n\n\b\n  nouvelles translate status --json")
@json_option
@click.pass_obj
def status(paper: str, as_json: bool) -> None:
    """Tell what is translated, what waits and for how long, what readers reported."""
    with opened(paper) as store, store.read() as connection:
        found = Status(
            translated=translations.count_translations(connection),
            waiting=translation_queue.waiting(connection),
            reports=translation_queue.reports(connection),
            remembered=sum(memory.count_memory(connection).values()),
        )
    if as_json:
        print_json(found)
    else:
        print_lines(*_sentences(found))


def _sentences(found: Status) -> list[str]:
    """The same for people."""
    now, lines = system_clock(), []
    for language, (count, held) in found.translated.items():
        lines.append(f"{count:>8}  articles in {language}, {held} of them held")
    lines.append(f"{found.remembered:>8}  sentences remembered")
    for one in found.waiting:
        age = _age(now - one.since)
        tried = f", {one.failed} to be tried again" if one.failed else ""
        lines.append(f"{one.count:>8}  {_WHY[one.why]} wait, for {age}{tried}")
    if not found.waiting:
        lines.append("Nothing waits.")
    return lines + [
        f"{public_id(one.article)} in {one.language}: {one.reason}, "
        f"reported {counted(one.count, 'time')}"
        for one in found.reports
    ]


@click.command(epilog="Example:\n\n\b\n  nouvelles translate held")
@click.option("--language", default="en", help="The language of the reasons, as fr.")
@json_option
@click.pass_obj
def held(paper: str, language: str, as_json: bool) -> None:
    """List the translations that the page gate holds, with its reasons.

    Readers see the original. `translate review` mends one.
    """
    words = load_words(language)
    with opened(paper) as store:
        found = _held(store)
    if as_json:
        print_json([translation for _, translation in found])
        return
    lines = []
    for number, translation in found:
        headline = next(
            (one.shown for one in translation.sentences if one.field == "headline"), ""
        )
        lines.append(f"{public_id(number)}  {translation.target_language}  {headline}")
        for reason in translation.held:
            where = f"paragraph {reason.paragraph}" if reason.paragraph else "headline"
            said = words.say(HOLDINGS[reason.reason])
            lines.append(f"    {where}: {said} ({reason.words})")
    print_lines(*(lines or ["Nothing is held."]))


def _held(store: Store) -> list[tuple[int, Translation]]:
    with store.read() as connection:
        return [*translations.held(connection)]


def _age(seconds: float) -> str:
    """How long something waits, for people."""
    if seconds < 120:
        return counted(int(seconds), "second")
    if seconds < 7200:
        return counted(int(seconds) // 60, "minute")
    return counted(int(seconds) // 3600, "hour")
