"""What follows from an entry alone, made where it is parsed.

Much is read by two processes: one parses, the other writes, and has the more to do. So
that one cuts the words, and makes the row by which the article will be shown if nothing
but this entry is held of it (`run.rows` makes the same from what is held).
"""

from __future__ import annotations

from nouvelles.errors import InputError
from nouvelles.ingest import host_of
from nouvelles.language import distinct_words
from nouvelles.language.identify import known_primary
from nouvelles.records import Entry, Source
from nouvelles.run.project import Held, project, stamp
from nouvelles.store.alone import (
    Made,
    authors_of,
    bare,
    entry_key,
    listed_of,
    unknown_source,
    url_key,
)
from nouvelles.store.codec import encode
from nouvelles.store.names import article_id_of, public_id


def make(entry: Entry, source: Source) -> Made | None:
    """All that can be made of an entry in a feed of a source; None for an entry whose
    address is no address."""
    try:
        address, host = url_key(entry.url), host_of(entry.url)
    except InputError:
        return None
    number = article_id_of(address)
    known = bare(host) == source.host or host.endswith(f".{source.host}")
    owner = source if known else unknown_source(entry.url)
    shown = project(Held(id=public_id(number), source=owner, entries=(entry,)))
    assert shown is not None
    return Made(
        key=entry_key(entry),
        address=address,
        number=number,
        host=host,
        data=encode(entry),
        source=owner,
        listed=listed_of(shown),
        authors=authors_of(shown),
        language=known_primary(shown.listed.language),
        sort=stamp(shown),
        words=words_of(entry),
    )


def words_of(entry: Entry) -> str:
    """The words of an entry's headline and texts, folded, each once."""
    return distinct_words(f"{entry.title}\n{entry.summary}\n{entry.content}")
