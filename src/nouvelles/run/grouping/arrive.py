"""What the engine is told of new articles: copy or not, vectors, topics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nouvelles.dedupe import Copies
from nouvelles.language.identify import primary
from nouvelles.records import Copy, Shown, Telling
from nouvelles.run.grouping.encode import Encoding, vectors_of
from nouvelles.run.grouping.telling import telling_of, versions_of
from nouvelles.store.story_log import Arrived
from nouvelles.stories.topics import topics_of


def arrive(
    copies: Copies, encoding: Encoding, shown: Sequence[Shown], now: datetime
) -> dict[str, Arrived]:
    """Articles as the engine takes them, by their names, in order.

    Copies get no vectors: what they say has a voice already. A translation says it anew.

    Raises:
        InputError: the setting of the encoder names nothing that can be opened.
    """
    tellings = [telling_of(one, now) for one in shown]
    copied = [
        copies.look(telling, alternates=versions_of(one))
        for telling, one in zip(tellings, shown, strict=True)
    ]
    own = [
        telling
        for telling, copy in zip(tellings, copied, strict=True)
        if copy is None or copy.kind == "translation"
    ]
    made = zip((one.article for one in own), encoding.encode(own), strict=True)
    vectors = dict(made)
    return {
        telling.article: _arrived(
            one, telling, copy, vectors.get(telling.article), encoding
        )
        for one, telling, copy in zip(shown, tellings, copied, strict=True)
    }


def _arrived(
    shown: Shown,
    telling: Telling,
    copy: Copy | None,
    vector: bytes | None,
    encoding: Encoding,
) -> Arrived:
    return Arrived(
        telling=telling,
        copy=copy,
        vector=vector,
        encoder=encoding.facts.name if vector is not None else "",
        topics=_topics(shown, telling, vector, encoding),
    )


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
