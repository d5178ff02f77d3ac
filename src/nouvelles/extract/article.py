"""A capture to an article: all parts read from one page and put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from nouvelles.errors import Reject
from nouvelles.extract.blocks import Body, joined, read_blocks
from nouvelles.extract.data_text import find_markup, read_data_text
from nouvelles.extract.decide import Decision, Model, decide, load_model
from nouvelles.extract.decode import decode
from nouvelles.extract.gate import (
    SHORTEST,
    check_bounded,
    check_capture,
    check_format,
    check_page,
    weighted_length,
)
from nouvelles.extract.left_out import find_left_out
from nouvelles.extract.metadata import Heading, read_heading, read_metadata
from nouvelles.extract.page import Page, read_page
from nouvelles.extract.reasons import Left, Reason
from nouvelles.extract.standfirst import find_standfirst
from nouvelles.language import shorten
from nouvelles.markup import excess
from nouvelles.records import Article, Block, Capture, Doubt

_LONGEST_HEADLINE: Final = 60

#: A text so much shorter than the copy in the structured data is doubtful.
_MUCH_SHORTER: Final = 0.6
#: A text so much shorter is replaced by that copy: the page shows it by a script.
_STUB: Final = 0.25


def extract_capture(capture: Capture) -> Article:
    """The article of a capture.

    Raises:
        Reject: any reason of `Reason` but time-limit and those of pictures.
    """
    check_capture(capture)
    return extract(
        capture.body,
        url=capture.url,
        content_type=capture.header("content-type"),
        captured=capture.at,
    )


def extract(
    page: bytes | str,
    *,
    url: str = "",
    content_type: str = "",
    captured: datetime | None = None,
    model: Model | None = None,
) -> Article:
    """The article of a page: its bytes, or its text.

    Args:
        url: the page's address; relative addresses in it are resolved against it.
        content_type: the HTTP header's value, for the encoding of bytes.
        captured: when the page was fetched; later dates in it are not believed.
        model: what decides on lines; the one that is shipped, if None.

    Raises:
        Reject: too-large, empty-page, not-html, no-text, too-short, index-page,
            soft-404, redirect.
    """
    parsed, doubts = _parsed(page, url, content_type)
    heading = read_heading(parsed)
    model = model or load_model()
    decision = decide(parsed, heading, model)
    above = find_standfirst(parsed, heading, decision)
    standfirst, _ = joined(parsed, [parsed.lines[place] for place in above])
    body = [place for place in decision.kept if place not in above]
    text_body = read_blocks(parsed, body, decision.hints)
    blocks, from_data = _checked(parsed, text_body.blocks, heading, model)
    check_page(parsed, heading.headline, blocks)
    return _assemble(
        parsed,
        captured,
        heading,
        decision,
        Body(blocks=blocks, captions=text_body.captions),
        standfirst,
        (*doubts, *from_data),
    )


def _parsed(
    page: bytes | str, url: str, content_type: str
) -> tuple[Page, tuple[Doubt, ...]]:
    """The page, and what is doubtful in its encoding; its text is not kept beside it.

    Raises:
        Reject: too-large, empty-page, not-html.
    """
    doubts: tuple[Doubt, ...] = ()
    weighed: bytes | str
    if isinstance(page, bytes):
        check_format(page, content_type)
        decoded = decode(page, content_type)
        text, doubts = decoded.text, decoded.doubts
        weighed = text if decoded.encoding.startswith("utf-16") else page
    else:
        text = weighed = page.replace("\x00", "\ufffd")
    if not text or text.isspace():
        raise Reject(Reason.EMPTY_PAGE)
    check_bounded(weighed)
    return read_page(text, url), doubts


def _checked(
    page: Page, blocks: tuple[Block, ...], heading: Heading, model: Model
) -> tuple[tuple[Block, ...], tuple[Doubt, ...]]:
    """The text against its copy in the page's data; that copy, where it is missing.

    Doubts: "text-from-data", "shorter-than-data" (with both lengths).
    """
    shown = weighted_length(blocks)
    copy = read_data_text(page)
    if not copy and shown < SHORTEST:
        copy = _unshown(page, heading, model)
    if not copy:
        return blocks, ()
    stated = weighted_length(copy)
    if shown < max(SHORTEST, _STUB * stated):
        return copy, (Doubt(code="text-from-data", detail=f"{shown} of {stated}"),)
    if shown < _MUCH_SHORTER * stated:
        doubt = Doubt(code="shorter-than-data", detail=f"{shown} of {stated}")
        return blocks, (doubt,)
    return blocks, ()


def _unshown(page: Page, heading: Heading, model: Model) -> tuple[Block, ...]:
    """The blocks of markup that no program has shown: a page of its own, without paths."""
    markup = find_markup(page)
    if not markup or excess(markup):
        return ()
    made = read_page(markup, page.url)
    decision = decide(made, replace(heading, first=-1, end=-1), model)
    blocks = read_blocks(made, decision.kept, decision.hints).blocks
    return tuple(replace(block, path="") for block in blocks)


def _first_words(page: Page, decision: Decision, blocks: tuple[Block, ...]) -> str:
    """A headline for a page that has none: its first line, or the beginning of it."""
    for place, reason in decision.dropped.items():
        if reason == Left.HEADLINE:
            return page.lines[place].text
    first = next((b.text for b in blocks if b.kind not in ("image", "embed")), "")
    return shorten(first, _LONGEST_HEADLINE, "und")


def _assemble(
    page: Page,
    captured: datetime | None,
    heading: Heading,
    decision: Decision,
    body: Body,
    standfirst: str,
    doubts: tuple[Doubt, ...],
) -> Article:
    blocks = body.blocks
    headline = heading.headline
    if not headline:
        headline = _first_words(page, decision, blocks)
        doubts += (Doubt(code="headline-missing"),)
    said = read_metadata(page, heading, blocks, captured)
    left_out = find_left_out(page, decision, body.captions)
    return Article(
        canonical=said.canonical,
        headline=headline,
        body=blocks,
        kicker=heading.kicker,
        standfirst=standfirst,
        byline=said.byline,
        agencies=said.agencies,
        published=said.published,
        modified=said.modified,
        day_only=said.day_only,
        language=said.language,
        language_confidence=said.language_confidence,
        section=said.section,
        keywords=said.keywords,
        image=said.image,
        site_name=heading.site_name,
        paywalled=said.paywalled,
        doubts=(*doubts, *heading.doubts, *said.doubts),
        dateline=said.dateline,
        kind=said.kind,
        free_blocks=said.free_blocks,
        alternates=said.alternates,
        statements=said.statements,
        left_out=left_out,
    )
