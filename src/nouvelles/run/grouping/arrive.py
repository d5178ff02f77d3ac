"""What the engine is told of new articles: copy or not, vectors, topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nouvelles.dedupe import Copies
from nouvelles.language.identify import primary
from nouvelles.records import Copy, Shown, Telling
from nouvelles.run.grouping.encode import Encoded, Encoding, vectors_of
from nouvelles.run.grouping.logbook import arrival_of
from nouvelles.run.grouping.telling import telling_of, versions_of
from nouvelles.store.story_log import Arrived
from nouvelles.stories import Arrival
from nouvelles.stories.clues import Clues
from nouvelles.stories.topics import topics_of


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A new article: as the log keeps it, with what was found in it besides."""

    arrived: Arrived
    clues: Clues | None = None

    @property
    def arrival(self) -> Arrival:
        """The article as the engine takes it."""
        return replace(arrival_of(self.arrived), clues=self.clues)


def arrive(
    copies: Copies, encoding: Encoding, shown: Sequence[Shown], now: datetime
) -> list[New]:
    """Articles as they are told, in their order.

    Copies are not encoded: what they say has a voice already. A translation says it anew.

    Raises:
        InputError: the setting of the encoder names nothing that can be opened.
    """
    tellings = [telling_of(one, now) for one in shown]
    copied = [
        copies.look(telling, alternates=versions_of(one))
        for telling, one in zip(tellings, shown, strict=True)
    ]
    encoded = encode_own(encoding, tellings, copied)
    return [
        _new(one, telling, copy, made, encoding)
        for one, telling, copy, made in zip(
            shown, tellings, copied, encoded, strict=True
        )
    ]


def encode_own(
    encoding: Encoding, tellings: Sequence[Telling], copied: Sequence[Copy | None]
) -> list[Encoded]:
    """What is compared of tellings, nothing of those that are copies."""
    speaks = [copy is None or copy.kind == "translation" for copy in copied]
    own = [one for one, is_own in zip(tellings, speaks, strict=True) if is_own]
    made = iter(encoding.encode(own))
    return [next(made) if is_own else Encoded() for is_own in speaks]


def _new(
    shown: Shown,
    telling: Telling,
    copy: Copy | None,
    encoded: Encoded,
    encoding: Encoding,
) -> New:
    arrived = Arrived(
        telling=telling,
        copy=copy,
        vector=encoded.vector,
        encoder=encoding.facts.name if encoded.vector is not None else "",
        topics=_topics(shown, telling, encoded.vector, encoding),
    )
    return New(arrived=arrived, clues=encoded.clues)


def _topics(
    shown: Shown, telling: Telling, vector: bytes | None, encoding: Encoding
) -> tuple[str, ...]:
    article = shown.article
    vectors = vectors_of(vector)
    known = primary(telling.language) in encoding.facts.languages
    found = topics_of(
        telling,
        section=(article.section or article.kicker) if article else "",
        keywords=article.keywords if article else (),
        url=shown.listed.url,
        vector=vectors[1] if known and vectors is not None else None,
        prototypes=encoding.prototypes if vectors is not None else None,
    )
    return tuple(topic.code for topic in found)
