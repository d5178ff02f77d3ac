"""An editor's work on a translation: out as a file, back with checks, into the memory.

    [3] body
    < Ремонт мав тривати чотири роки.
    > Les travaux devaient durer quatre ans.

What stands behind `>` is shown; where nothing does, the original is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from nouvelles.errors import InputError
from nouvelles.language.identify import known_primary
from nouvelles.records import Shown, TranslatedSentence, Translation, Unit
from nouvelles.run.clock import Clock
from nouvelles.run.translating.article import digest_of, make, text_to_translate
from nouvelles.run.translating.making import Making
from nouvelles.store import Store, translation_queue, translations
from nouvelles.store.held import articles_at
from nouvelles.store.memory import keep_units
from nouvelles.store.names import number_of
from nouvelles.store.people import Edit, note_edit
from nouvelles.translate import Flag, Pair, check_named

_BLOCK = regex.compile(r"\[(\d+)\][^\n]*\n<([^\n]*)\n>([^\n]*)")

HEAD = """\
# {article}, {language} to {target}: {headline}
# Mend what stands behind “>”. Leave it empty where the original shall be shown.
# Lines that begin with # are not read.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the checks say of one sentence; `number` counts from 1."""

    number: int
    flag: Flag


def open_review(store: Store, clock: Clock, id: str, language: str) -> Translation:
    """The translation of an article as it is now, made first where there is none.

    Raises:
        InputError: there is no such article, it may not be translated, or is in the
            language already.
    """
    number, shown = _article(store, id)
    if known_primary(shown.listed.language) == language:
        raise InputError(id, f"is in {language} already", "Give another --to.")
    if not text_to_translate(shown, whole=True):
        raise InputError(
            id,
            "may not be translated",
            "Its licence or its outlet forbids it: see `nouvelles trace`.",
        )
    found = _stands(store, number, language)
    if found is None or found.digest != digest_of(shown).hex() or _lacks(shown, found):
        with Making(store, clock) as making:
            make(making, shown, language, whole=True)
            making.write_outcomes()
        found = _stands(store, number, language)
    assert found is not None  # it was made just now
    return found


def review_file(translation: Translation) -> str:
    """A translation as a file to mend."""
    headline = next(
        (one.shown for one in translation.sentences if one.field == "headline"), ""
    )
    head = HEAD.format(
        article=translation.article,
        language=translation.language,
        target=translation.target_language,
        headline=headline,
    )
    parts = [
        f"[{number}] {one.field}\n< {_line(one.original)}\n> "
        f"{'' if one.is_original else _line(one.shown)}\n"
        for number, one in enumerate(translation.sentences, 1)
    ]
    return "\n".join([head, *parts])


def read_review(text: str, name: str, translation: Translation) -> list[str]:
    """What a mended file gives for each sentence, "" for the original.

    Raises:
        InputError: a sentence is missing, or its original is another than that of the
            article as it is now.
    """
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    found = {int(n): (original, made) for n, original, made in _BLOCK.findall(kept)}
    texts = []
    for number, one in enumerate(translation.sentences, 1):
        if number not in found:
            raise InputError(
                name,
                f"sentence {number} is missing",
                "Every sentence has its number, “<” and “>”; export the file anew.",
            )
        original, made = found[number]
        if original.split() != one.original.split():
            raise InputError(
                name,
                f"sentence {number} has another original than the article",
                "The article has changed since, or the line behind “<” was: export anew.",
            )
        texts.append(made.strip())
    return texts


def look(translation: Translation, texts: Sequence[str]) -> list[Remark]:
    """What the checks say of an editor's sentences, the first ones of the article:
    remarks, for people decide."""
    found = []
    for number, (one, text) in enumerate(
        zip(translation.sentences, texts, strict=False), 1
    ):
        if text:
            pair = Pair(
                source=one.original,
                target=text,
                source_language=translation.language,
                target_language=translation.target_language,
            )
            found += [Remark(number=number, flag=flag) for flag in check_named(pair)]
    return found


def keep(
    store: Store,
    clock: Clock,
    translation: Translation,
    texts: Mapping[int, str],
    who: str,
) -> None:
    """Keep some sentences of an editor, by their number from 1, in the memory alone."""
    now = int(clock())
    units = _units(translation, texts, who, now)
    # The article is made at once or when the editor has done, others when they change.
    keep_units(store, units, now, raises=False)


def accept(
    store: Store, clock: Clock, translation: Translation, texts: Sequence[str], who: str
) -> Translation:
    """Keep an editor's sentences in the memory, who answers for them, and make the
    article of them; what it is now.

    Where the editor broke off these are the first ones, and reports of readers stay.
    """
    now = int(clock())
    number, shown = _article(store, translation.article)
    keep(store, clock, translation, dict(enumerate(texts, 1)), who)
    with Making(store, clock) as making:
        make(making, shown, translation.target_language, whole=True)
        making.write_outcomes()
    edit = Edit(
        who=who,
        what="review translation",
        about=translation.article,
        value=translation.target_language,
    )
    with store.write() as connection:
        note_edit(connection, edit, now)
        if len(texts) == len(translation.sentences):
            translation_queue.settle_reports(
                connection, number, translation.target_language
            )
    made = _stands(store, number, translation.target_language)
    assert made is not None  # it was made just now
    return made


def _units(
    translation: Translation, texts: Mapping[int, str], who: str, now: int
) -> list[Unit]:
    return [
        Unit(
            source=one.original,
            target=text or one.original,  # remembered as itself, it stays as it is
            language=translation.language,
            target_language=translation.target_language,
            origin="reviewed",
            by=who,
            at=now,
        )
        for number, text in texts.items()
        for one in (translation.sentences[number - 1],)
    ]


def _article(store: Store, id: str) -> tuple[int, Shown]:
    """An article by its public id, or by an address of the paper that ends with it."""
    bare = id.rstrip("/").rpartition("/")[2].rpartition("-")[2]
    number = number_of(bare)
    if number is not None:
        with store.read() as connection:
            shown = articles_at(connection, [number]).get(number)
        if shown is not None:
            return number, shown
    raise InputError(
        id, "there is no such article", "Give the last part of its address: 13 letters."
    )


def _stands(store: Store, number: int, language: str) -> Translation | None:
    with store.read() as connection:
        return translations.translation_of(connection, number, language)


def _lacks(shown: Shown, found: Translation) -> bool:
    """Whether only the headline was translated of what may be."""
    return len(found.sentences) < len(text_to_translate(shown, whole=True))


def _line(text: str) -> str:
    """A text on one line."""
    return regex.sub(r"[\r\n]+", " ", text)


def said_of(one: TranslatedSentence) -> str:
    """How a sentence came, for an editor: its step, by what, what was wrong before."""
    parts = [one.step, one.by, *one.flags]
    return ", ".join(part for part in parts if part)
