"""Names in bylines: "Par Zoé Petit et Jean Grand (à Lyon)" gives two.

The words around names are a table (`data/bylines.toml`); that of the page's language
counts, and what is in scripts or words that begin no name counts everywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import regex

from nouvelles.language import fold

_MAIL = regex.compile(r"[^\s()<>,;@]+(?:@|\[at\])[^\s()<>,;@]+\.[^\s()<>,;@]+")
_HANDLE = regex.compile(r"(?:^|(?<=\s)|(?<=\p{L}))@\w+")
_ADDRESS = regex.compile(r"(?:https?:)?//|^www\.|\.(?:com|org|net|html?)\b|^/")
_DIGIT = regex.compile(r"\d")
_LATIN = regex.compile(r"\p{Latin}")
_UPPER = regex.compile(
    r"^[\"'“„«(]?(?:\p{Lu}|\p{Lt}|\p{Lo}|\p{Georgian})|^[dlDLO]['’]\p{Lu}|^al-|^el-"
)
#: A small letter of a script that has capitals in use, which Georgian has not.
_SMALL = regex.compile(r"(?!\p{Georgian})\p{Ll}")
#: Scripts in which names have neither capitals nor, often, spaces.
_UNSPACED = regex.compile(r"^[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー・=＝\s]+$")

#: Between two names. A comma parts names only where no "Last, First" can be meant.
_BETWEEN = regex.compile(
    r"\s*(?:;|、|，|\s/\s|&|\+|\s(?:and|et|und|y|e|и|та|i|en|och|og|ve|و|ja|a|és|și|dan"
    r"|και|và|με)\s)\s*|(?<=\p{Lu}\p{Ll}{2,20}\s\p{Lu}[\p{L}-]{2,20})/"
)
#: Between what names stand among: the date, the section, the number of comments.
_FIELDS = regex.compile(r"\s*(?:\||•|·|●|▪|／|›|»|\s[–—-]\s|\s//\s|\t|\u3000)\s*")
_COMMA = regex.compile(r"\s*[,،]\s*")
_ASIDE = regex.compile(r"\s*[(（\[【].*$")
#: What is glued to a name: "Zoé Petit Updated on 3 May", "Zoé Petit3 mai 2026".
_TAIL = regex.compile(
    r"\s*(?:(?:\b|(?<=\p{Ll}))(?:Jan|Feb|Mar|Apr|May|Mai|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec"
    r"|Dez)\p{Ll}*\.?,? \d|(?<=\p{Ll}\p{Ll}|\s)\d{1,2}\.? \p{L}|\d{1,2}[./:]\d"
    r"|(?<=\p{Ll})(?:Updated|Posted|Published|Publié|Mis à jour|Aktualisiert"
    r"|Veröffentlicht)).*$",
)
_FIGURE = regex.compile(r"\d.*$")
#: "jane-doe", "jdoe7": names of accounts.
_ACCOUNT = regex.compile(r"^[\p{Ll}\d]+(?:[-_.][\p{Ll}\d]+)+$|^[\p{Ll}]*\d+$")
#: What designers set before "By".
_FIRST = regex.compile(r"[\s\p{Pd}|•◆▲■✍*]*(?P<word>[^\s:：●／/]+)")
#: What parts "By" from a name.
_GAP = regex.compile(r"\s*[:：●／/]\s*|\s+")
_LONGEST_BY: Final = 100
#: Glued to a name without a space: "Gina TrapaniCEO", "Andrew HusbandTwitter".
_GLUED = regex.compile(r"(?<=\p{Lu}\p{Ll}{3,12})(?:\p{Lu}\p{Ll}{2,}|\p{Lu}{2,}).*$")
_ARTICLES: Final = ("the", "die", "der", "das", "le", "la", "les", "el", "los", "il")
_AROUND: Final = " ,;:–—-|.\"'()[]•·/"
#: Initials at the end of a name keep their full stop.
_INITIAL = regex.compile(r"(?:^|[\s.])\p{Lu}$")
MOST_NAMES: Final = 12
LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The table: by-words everywhere and by language, and the sets of words."""

    everywhere: frozenset[str]
    by: dict[str, frozenset[str]]
    after: regex.Pattern[str]
    roles: tuple[str, ...]
    collectives: tuple[str, ...]
    none: frozenset[str]
    parts: regex.Pattern[str]
    particles: frozenset[str]
    aside: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    path = files("nouvelles.extract").joinpath("data/bylines.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    by = {tag: frozenset(words) for tag, words in raw["by"].items()}
    foreign = {w for words in by.values() for w in words if not _LATIN.search(w)}
    after = "|".join(map(regex.escape, raw["after"]["words"]))
    return _Words(
        everywhere=frozenset({*raw["everywhere"]["words"], *foreign}),
        by=by,
        after=regex.compile(rf"(?<=\p{{L}})\s?(?:{after})+$"),
        roles=tuple(raw["roles"]["words"]),
        collectives=tuple(raw["collectives"]["words"]),
        none=frozenset(raw["none"]["words"]),
        parts=regex.compile("|".join(map(regex.escape, raw["none"]["parts"]))),
        particles=frozenset(raw["particles"]["words"]),
        aside=frozenset(raw["aside"]["words"]),
    )


@lru_cache(maxsize=256)
def _by(language: str) -> dict[str, tuple[str, ...]]:
    """What stands before a name on pages in a language, by its first word."""
    table = _words()
    phrases = {*table.everywhere, *table.by.get(language, ()), *table.by["en"]}
    found: dict[str, tuple[str, ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first = phrase.split(" ")[0]
        found[first] = (*found.get(first, ()), phrase)
    return found


def _after_by(text: str, language: str) -> int:
    """Where a byline's names begin: after "By", "Texte :" or both; 0 without such."""
    words = _by(language)
    # Most lines begin with no such word: told at once where words are parted by spaces.
    begin = text[:_LONGEST_BY].split(None, 1)[:1]
    if not begin or (begin[0].isalpha() and begin[0].lower() not in words):
        return 0
    # The lower case of İ is two characters, and places would not be the same.
    lower = text[:_LONGEST_BY].replace("İ", "i").lower()
    place = 0
    while first := _FIRST.match(lower, place):
        start = first.start("word")
        for phrase in words.get(first["word"], ()):
            end = start + len(phrase)
            if lower.startswith(phrase, start) and (
                gap := _GAP.match(text, end) or _GAP.match(f"{text[end:]} ")
            ):
                place = min(len(text), end + len(gap[0]))
                break
        else:
            break
        if place >= len(text):
            break
    return place


def begins_as_byline(line: str, language: str = "") -> bool:
    """Whether a line begins with "By" in the page's language, and goes on as a name."""
    place = _after_by(line, language)
    return place > 0 and _SMALL.match(line, place) is None


def fields(line: str) -> list[str]:
    """The parts of a line that bars, dots or dashes part: date, section, byline …"""
    return [field for field in _FIELDS.split(line) if field]


def clean_names(text: str, language: str = "") -> list[str]:
    """The persons' names in a byline as it is printed, or as metadata give it.

    "Par Zoé Petit et Jean Grand (à Lyon)" gives two; "jane@outlet.example" gives none.
    """
    return _read(text, language, printed=False)[0]


def printed_names(text: str, language: str = "") -> list[str]:
    """The names in a line of a page, which may be no byline at all: more is asked."""
    return _read(text, language, printed=True)[0]


def announced_names(text: str, language: str = "") -> list[str]:
    """The names in a line that begins with "By": one word may be a name there.

    Without persons, whoever else signs: "By Staff Writer" gives "Staff Writer".
    """
    names, others = _read(text, language, printed=True, announced=True)
    return names or others[:1]


def collective(text: str, language: str = "") -> str:
    """The newsroom, desk or team that signs in a line without persons, or ""."""
    names, others = _read(text, language, printed=True)
    return "" if names or not others else others[0]


def without_by(text: str, language: str = "") -> str:
    """A byline without "By" and addresses."""
    text = _HANDLE.sub(" ", _MAIL.sub(" ", text))
    return _strip_by(" ".join(text.split()), language).strip(_AROUND)


def _strip_by(text: str, language: str) -> str:
    return text[_after_by(text, language) :]


def _read(
    text: str, language: str, *, printed: bool, announced: bool = False
) -> tuple[list[str], list[str]]:
    """Names of persons, and of those who sign together."""
    if "@" in text or "[at]" in text:
        text = _HANDLE.sub(" ", _MAIL.sub(" ", text))
    # An ideographic space parts fields, as a bar does.
    text = " ".join(text.replace("\u3000", " | ").split())
    place = _after_by(text, language)
    reading = _Reading(language=language, printed=printed, announced=announced)
    for field in _FIELDS.split(text[place:]):
        place = _after_by(field, language)
        before = len(reading.names)
        reading.read(field[place:])
        # What follows a field without names is no byline any more.
        if printed and before and len(reading.names) == before:
            break
    return list(reading.names.values())[:MOST_NAMES], reading.others


class _Reading:
    """The names found so far in a line, and how the line is to be read.

    `printed`: as a line of a page, which may be no byline, so that more is asked of
    names; `announced`: a word like "By" stands before, so that one word is a name.
    """

    def __init__(self, *, language: str, printed: bool, announced: bool) -> None:
        self.language = language
        self.printed = printed
        self.announced = announced
        self.names: dict[str, str] = {}
        self.others: list[str] = []

    def read(self, field: str) -> None:
        """Take the names of a field up to the first part that is none."""
        for piece in _BETWEEN.split(field):
            for part in _comma_parts(piece):
                if not self.take(part) and self.printed and self.names:
                    return

    def take(self, part: str) -> bool:
        """Take a part's name; False for a part that is none, and no role either."""
        table = _words()
        name = _ASIDE.sub("", _TAIL.sub("", part))
        if self.printed:
            name = _GLUED.sub("", _FIGURE.sub("", name))
        name = _strip_by(_before_aside(name, table.aside), self.language)
        name = table.after.sub("", name.strip(_AROUND))
        if _INITIAL.search(name) and f"{name}." in part:
            name += "."
        if not 1 < len(name) <= LONGEST_NAME or _ADDRESS.search(name):
            return False
        words = name.lower().split()
        if any(word.startswith(table.roles) for word in words):
            if self.announced and not self.names and len(words) > 1:
                self.others.append(name)
            return True
        if _signs_together(words, name, table.collectives):
            self.others.append(name)
            return True
        if not _is_name(name, words, table):
            return False
        if self.printed and not self.looks_printed(name, words):
            return False
        self.names.setdefault(fold(name), name)
        return True

    def looks_printed(self, name: str, words: list[str]) -> bool:
        """Whether a line's words look like a name: two or more, with capitals."""
        table = _words()
        if _UNSPACED.match(name):
            fits = 2 <= len(name.replace(" ", "")) <= (12 if self.announced else 8)
            return fits and not table.parts.search(name)
        # "Ann Field, Lyon": after a whole name, one word is a place.
        whole = any(" " in name for name in self.names.values())
        if len(words) < 2 and (whole or not self.announced):
            return False
        for written, word in zip(name.split(), words, strict=True):
            if not _UPPER.match(written) and word not in table.particles:
                return False
        return ":" not in name and words[0] not in _ARTICLES


def _comma_parts(piece: str) -> list[str]:
    parts = _COMMA.split(piece)
    # "Doe, Jane" is one name in the wrong order; "Jane Doe, John Roe" are two.
    if len(parts) == 2 and all(" " not in part for part in parts) and all(parts):
        return [f"{parts[1]} {parts[0]}"]
    return parts


def _before_aside(name: str, aside: frozenset[str]) -> str:
    """A name up to "in Paris", "on 3 May": a small word after the first."""
    words = name.split()
    for place in range(1, len(words)):
        word = words[place]
        said = word.lower() if len(word) > 4 else word
        if said in aside and not (
            # "Ursula von der Leyen" has small words within; "el" begins no aside there.
            place + 1 < len(words) and word in ("el", "le") and place < 2
        ):
            return " ".join(words[:place])
    return name


def _signs_together(words: list[str], name: str, collectives: Iterable[str]) -> bool:
    if _UNSPACED.match(name):
        return any(word in name for word in collectives)
    joined = f" {' '.join(words)} "
    return any(f" {word}" in joined for word in collectives)


def _is_name(name: str, words: list[str], table: _Words) -> bool:
    return (
        not _DIGIT.search(name)
        and not _ACCOUNT.match(name)
        and len(words) <= _MOST_WORDS
        and not table.none.intersection(words)
    )
