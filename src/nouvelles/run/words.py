"""The words by which what is only announced is found.

They are cut where a feed is parsed, which is a process of its own when much is read, and
remembered until the rows of the articles are made. Who finds nothing remembered (after a
restart, or in another process) cuts them again: the same words come of the same entry.
"""

from __future__ import annotations

from collections.abc import Iterable

from nouvelles.language import distinct_words
from nouvelles.records import Entry
from nouvelles.store.codec import digest16

#: Entries whose words are remembered, at most: some 20 MB. Rows are made as fast as
#: entries come; where they are not, words are cut twice.
MOST = 16_384

_remembered: dict[bytes, str] = {}


def words_of(entry: Entry) -> str:
    """The words of an entry's headline and texts, folded, each once."""
    return distinct_words(_text(entry))


def remember_words(entries: Iterable[Entry], words: Iterable[str]) -> None:
    """Keep the words of entries, one for one, until they are asked for."""
    if len(_remembered) < MOST:
        _remembered.update(zip(map(_key, entries), words, strict=True))


def recall_words(entry: Entry) -> str:
    """What was remembered of an entry, once; cut anew where nothing was."""
    known = _remembered.pop(_key(entry), None) if _remembered else None
    return words_of(entry) if known is None else known


def _key(entry: Entry) -> bytes:
    return digest16(_text(entry).encode("utf-8", "surrogatepass"))


def _text(entry: Entry) -> str:
    return f"{entry.title}\n{entry.summary}\n{entry.content}"
