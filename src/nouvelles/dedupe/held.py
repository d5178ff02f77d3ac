"""What is remembered of an article to compare later ones with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Final

import msgspec
import numpy as np

from nouvelles.dedupe.credits import credited_agencies
from nouvelles.dedupe.layout import Part, layout, pack_parts, unpack_parts
from nouvelles.dedupe.shingles import Cut, Shingles
from nouvelles.language import primary, tokens
from nouvelles.records import Telling

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)
_DAY_MINUTES: Final = 24 * 60


class Held(msgspec.Struct, array_like=True, frozen=True, kw_only=True, gc=False):
    """One article: whose it is, and its shingles.

    `lasting` is a digest of headline, text and day (UTC): what is kept of it for good.
    `values` is empty where an earlier article has the very same text and holds it.
    """

    article: str
    outlet: str
    language: str  # primary tag, "" where it is not known
    headline: int  # digest of its words, 0 for none
    digest: int
    lasting: int
    minutes: int | None  # since 1970, of the telling's time
    words: int
    agencies: tuple[str, ...]
    values: bytes  # of its shingles: native 32 bits each
    below: int
    own: int
    parts: bytes = b""  # its layout, if it is no copy, or a translation

    def shingles(self) -> Shingles:
        """The shingles, over the bytes as they are held."""
        values = np.frombuffer(self.values, np.uint32)
        return Shingles(values=values, below=self.below, own=self.own)

    def laid_out(self, text: str) -> Held:
        """The same with the layout of its text."""
        parts = pack_parts(layout(text, self.language))
        return msgspec.structs.replace(self, parts=parts)

    def layout(self) -> tuple[Part, ...]:
        """The layout, where it is held."""
        return unpack_parts(self.parts)

    def without_text(self) -> Held:
        """The same without shingles: another article holds them."""
        return msgspec.structs.replace(self, values=b"")

    def with_text(self, other: Held) -> Held:
        """The same with the shingles of one that has the same text."""
        return msgspec.structs.replace(self, values=other.values)


def hold(telling: Telling, cut: Cut) -> Held:
    """What to remember of a telling."""
    language = primary(telling.language)
    headline = " ".join(tokens(telling.headline))
    minutes = minutes_of(telling.at)
    day = "" if minutes is None else minutes // _DAY_MINUTES
    return Held(
        article=telling.article,
        outlet=telling.outlet,
        language="" if language == "und" else language,
        headline=_digest(headline) if headline else 0,
        digest=cut.digest,
        lasting=_digest(f"{cut.digest} {day} {headline}"),
        minutes=minutes,
        words=cut.words,
        agencies=credited_agencies(telling),
        values=cut.shingles.values.tobytes(),
        below=cut.shingles.below,
        own=cut.shingles.own,
    )


def is_other_language(new: Held, old: Held) -> bool:
    """Whether both languages are known, and not the same."""
    return bool(new.language and old.language) and new.language != old.language


def minutes_of(at: datetime | None) -> int | None:
    """Minutes since 1970; a time without a zone is taken for UTC."""
    if at is None:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MINUTE


def _digest(text: str) -> int:
    return int.from_bytes(
        blake2b(text.encode(errors="replace"), digest_size=8).digest()
    )
