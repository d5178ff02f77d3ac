"""The paper in one list of stages.

    capture ─┬─▶ claims ──▶ extract ──▶ terms ──▶ (read rows, search)
             └─▶ picture                            (served where its licence allows)

A page first says what may be done with it (`claims`): one that reserves its rights ends
there, and only its feed's entry is shown. Then the article is taken out of it, then its
words are folded for searching. Each stage is one room's door, wrapped so that it takes
records and gives one record.

The room of extraction is imported where its work begins: its engines take longer to
load than a look at some feeds takes, and most commands and processes need none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from nouvelles.errors import InputError
from nouvelles.ingest import normalise
from nouvelles.language import load_model, tokens
from nouvelles.records import Article, Capture, Claims, Picture, Terms
from nouvelles.rights import read_claims
from nouvelles.stage import CAPTURE, Stage

if TYPE_CHECKING:
    from nouvelles.extract.sites import SiteRules

_NO_RULES: Final[Mapping[str, SiteRules]] = MappingProxyType({})


def extract(
    capture: Capture, _claims: Claims, sites: Mapping[str, SiteRules] = _NO_RULES
) -> Article:
    """The article of a page whose claims allow reading it, by its site's rule if any.

    The address that the page gives itself is kept without tracking parameters; where it
    is no address, the capture's stands.
    """
    from nouvelles.extract.ruled import extract_ruled

    article = extract_ruled(capture, sites)
    try:
        canonical = normalise(article.canonical)
    except InputError:
        canonical = normalise(capture.url)
    return replace(article, canonical=canonical)


def load_extract() -> None:
    """Load what `extract` needs, once in a worker."""
    from nouvelles.extract.decide import load_model as load_lines

    load_lines()
    load_model()


def reencode(capture: Capture) -> Picture:
    """The picture of a capture, made fit to serve."""
    from nouvelles.extract import reencode as reencode_capture

    return reencode_capture(capture)


def fold_terms(article: Article) -> Terms:
    """The words of an article as searches look for them."""
    texts = [article.kicker, article.standfirst, *article.byline]
    for block in article.body:
        texts += block.items or [block.text]
    return Terms(
        headline=" ".join(tokens(article.headline)),
        text=" ".join(word for text in texts for word in tokens(text)),
    )


STAGES: tuple[Stage, ...] = (
    Stage(
        name="claims",
        version="1",
        takes=(CAPTURE,),
        gives=Claims,
        function=read_claims,
        batch=32,
    ),
    Stage(
        name="extract",
        version="7",
        takes=(CAPTURE, "claims"),
        gives=Article,
        function=extract,
        setup=load_extract,
        batch=8,
    ),
    Stage(
        name="terms",
        version="2",
        takes=("extract",),
        gives=Terms,
        function=fold_terms,
        batch=64,
    ),
    Stage(
        name="picture",
        version=f"1 pillow-{version('pillow')}",
        takes=(CAPTURE,),
        gives=Picture,
        function=reencode,
        batch=4,
        kind="picture",
    ),
)


def with_rules(
    line: Sequence[Stage], sites: Mapping[str, SiteRules]
) -> tuple[Stage, ...]:
    """Stages of which `extract` knows rules for single sites.

    The rules travel with the stage, and its version names them: when they change, what
    was made by others is made again.
    """
    if not sites:
        return tuple(line)
    from nouvelles.extract.sites import digest_of

    return tuple(
        replace(
            stage,
            version=f"{stage.version} sites-{digest_of(sites)}",
            function=partial(extract, sites=dict(sites)),
        )
        if stage.function is extract
        else stage
        for stage in line
    )
