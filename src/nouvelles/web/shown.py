"""What of an article goes on which surface: the one place that touches its text.

Every headline, extract, full text, snippet, picture and feed item of the paper passes
here and asks the rights room; templates and feeds get ready strings and blocks. What was
changed in a text is `history`'s, by the same rule. A test reads the code of the web and
demands that no other module names an article's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nouvelles.language.agencies import credits_agency
from nouvelles.language.identify import primary
from nouvelles.records import (
    Article,
    Block,
    Head,
    Listed,
    Permission,
    Shown,
    Source,
    Surface,
)
from nouvelles.rights import Why, may, mentions, quotation
from nouvelles.web.addresses import outward
from nouvelles.web.marking import Piece, mark_words, passage
from nouvelles.web.reads import HeldPicture, Hit

#: Characters of an extract where the rights set no limit: a card is not an article.
EXTRACT_LENGTH = 280
#: Languages that say in one character what others say in two or three.
DENSE = ("zh", "ja", "ko")

#: The reason why there is no text where only a feed's entry is held.
ENTRY_ONLY = "entry-only"

#: Characters of a search snippet where the rights set no limit.
SNIPPET_LENGTH = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """An article in a list: only what may be shown there."""

    id: str
    headline: str
    extract: str
    language: str
    source: Source
    url: str
    published: datetime | None
    day_only: bool
    captured: datetime | None
    withdrawn: datetime | None
    picture: str
    snippet: tuple[Piece, ...] = ()
    heads: tuple[Head, ...] = ()  # in other languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How an edition says an article in a list: in its own language where it can.

    `language` is that of headline and extract; `origin` the language that they were
    translated from, "" for none.
    """

    headline: str
    extract: str
    language: str
    origin: str = ""
    by_machine: bool = False


def worded(teaser: Teaser, language: str) -> Wording:
    """The words of an article for an edition; the addresses are the original's."""
    head = next((one for one in teaser.heads if one.language == language), None)
    if head is None:
        return Wording(
            headline=teaser.headline,
            extract=teaser.extract,
            language=teaser.language,
        )
    # The translated standfirst takes the place of an extract, where there is room for one.
    # An extract that may not be translated stands on the article's own page: whoever reads
    # a list by translated headlines cannot read it.
    return Wording(
        headline=head.headline,
        extract=head.standfirst if teaser.extract else "",
        language=language,
        origin=teaser.language,
        by_machine=head.by_machine,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """The picture of an article with the words that belong to it."""

    name: str
    alt: str
    caption: str
    credit: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """An article on its own page.

    `is_whole`: `standfirst` and `blocks` hold the full text; otherwise they are empty,
    `teaser.extract` is all there is, and `reason` is the rights room's word for why.
    `licence` is the one that the full text rests on, `stated_licence` what page or outlet
    state, whether it helps or not.
    """

    teaser: Teaser
    kicker: str
    standfirst: str
    byline: tuple[str, ...]
    agencies: tuple[str, ...]
    blocks: tuple[Block, ...]
    is_whole: bool
    reason: str
    licence: str
    stated_licence: str
    plate: Plate | None


def show_teaser(listed: Listed, *, length: int = EXTRACT_LENGTH) -> Teaser:
    """An article as a list may show it; `length` is the room it has for an extract."""
    return _teaser(listed, show_extract(listed, length=length))


def show_line(listed: Listed) -> Teaser:
    """An article as one line of a story may show it: headline and facts."""
    return _teaser(listed, "")


def is_read_whole(listed: Listed) -> bool:
    """Whether readers find the whole text here: it is held, and the rights allow it."""
    return bool(listed.lede) and may_stand_whole(listed)


def may_stand_whole(listed: Listed) -> bool:
    """Whether the full text may be shown, all of it."""
    return _is_whole(_ask(listed, Surface.FULL_TEXT))


def may_be_translated(listed: Listed) -> bool:
    """Whether the full text may stand in another language, all of it."""
    return _is_whole(_ask(listed, Surface.TRANSLATION))


def show_hit(hit: Hit, query: str) -> Teaser:
    """A search hit with its snippet, the words of the query marked."""
    return _teaser(hit.listed, "", snippet=show_snippet(hit, query))


def show_headline(listed: Listed) -> str:
    """The headline as the rights allow it; "" when they do not."""
    return _headline(listed.headline, listed)


def show_extract(
    listed: Listed,
    surface: Surface = Surface.EXTRACT,
    *,
    length: int = EXTRACT_LENGTH,
) -> str:
    """What the outlet's own feed says of it, else its standfirst, else its first words."""
    return quotation(
        listed.rights,
        surface,
        summary=listed.summary,
        text=listed.standfirst or listed.lede,
        language=listed.language,
        length=length // 2 if primary(listed.language) in DENSE else length,
    )


def show_snippet(hit: Hit, query: str) -> tuple[Piece, ...]:
    """The words found with some of their surroundings; empty where rights forbid it, and
    where they stand in a headline in another language only."""
    permission = _ask(hit.listed, Surface.SNIPPET)
    room = SNIPPET_LENGTH
    if permission.limit is not None:
        room = min(room, permission.limit)
    if not permission.allowed or room <= 0:
        return ()
    text = hit.text or hit.listed.summary or hit.listed.lede
    pieces = mark_words(passage(text, query, room, hit.listed.language), query)
    is_found = any(piece.is_found for piece in pieces)
    return pieces if is_found or not hit.listed.heads else ()


def show_article(shown: Shown) -> Display:
    """An article as its own page may show it."""
    listed = shown.listed
    permission = _ask(listed, Surface.FULL_TEXT)
    is_gone = permission.reason == Why.WITHDRAWN
    # Of a page that reserves its text, only what the feed says may be used at all; of
    # one that was withdrawn, the headline.
    is_closed = is_gone or permission.reason == Why.OPTED_OUT
    article = None if is_closed else shown.article
    is_whole = article is not None and _is_whole(permission)
    plate = _plate(listed, article)
    return Display(
        teaser=show_teaser(listed),
        kicker=article.kicker if article else "",
        standfirst=article.standfirst if article and is_whole else "",
        byline=article.byline if article else () if is_gone else shown.authors,
        agencies=article.agencies if article else (),
        blocks=_blocks(article, plate) if article and is_whole else (),
        is_whole=is_whole,
        reason=permission.reason if shown.article or is_gone else ENTRY_ONLY,
        licence=permission.licence if is_whole else "",
        stated_licence=listed.rights.page_licence or listed.rights.source_licence,
        plate=plate,
    )


def show_picture(held: HeldPicture) -> bytes | None:
    """The bytes of a picture that may be served by us, or None."""
    return held.picture.data if may(held.rights, Surface.IMAGE).allowed else None


def feed_blocks(shown: Shown) -> tuple[Block, ...]:
    """The full text for a feed, where both the feed and the full text are allowed."""
    asked = (Surface.FEED, Surface.FULL_TEXT)
    if not all(_is_whole(_ask(shown.listed, surface)) for surface in asked):
        return ()
    return _blocks(shown.article) if shown.article else ()


def feed_licence(listed: Listed) -> str:
    """The licence on which a feed's full text rests."""
    return _ask(listed, Surface.FEED).licence


def is_hidden(listed: Listed, names: Sequence[str], *more: str) -> bool:
    """Whether an article names somebody whom search and feeds never resolve."""
    texts = (listed.headline, listed.standfirst, listed.summary, listed.lede, *more)
    return bool(names) and any(mentions(text, names) for text in texts if text)


def body_text(shown: Shown) -> str:
    """The whole text, for comparing with names and never for showing."""
    if shown.article is None:
        return ""
    blocks = shown.article.body
    return "\n".join(
        part for block in blocks for part in (block.items or (block.text,))
    )


def _ask(listed: Listed, surface: Surface) -> Permission:
    return may(listed.rights, surface)


def _headline(text: str, listed: Listed) -> str:
    permission = _ask(listed, Surface.HEADLINE)
    return text if permission.allowed and permission.limit is None else ""


def _is_whole(permission: Permission) -> bool:
    """A full text is shown whole or not at all: a limit makes it an extract."""
    return permission.allowed and permission.limit is None


def _blocks(article: Article, plate: Plate | None = None) -> tuple[Block, ...]:
    """The body; of the pictures in it their words alone.

    They have rights of their own that nobody has asked for, and are never fetched from
    the outlet by the reader. A caption that comes from an agency is the agency's text.
    """
    found = []
    for block in article.body:
        if block.kind == "image":
            if plate and article.image and block.url == article.image.url:
                continue  # it stands above the text
            caption = "" if credits_agency(block.credit) else block.text
            block = replace(block, url="", text=caption)
        found.append(block)
    return tuple(found)


def _plate(listed: Listed, article: Article | None) -> Plate | None:
    permission = _ask(listed, Surface.IMAGE)
    if not listed.picture or not permission.allowed:
        return None
    image = article.image if article else None
    return Plate(
        name=listed.picture,
        alt=image.alt if image else "",
        caption=image.caption if image else "",
        credit=(image.credit if image else "") or listed.rights.image_credit,
        licence=permission.licence,
    )


def _teaser(listed: Listed, extract: str, snippet: Iterable[Piece] = ()) -> Teaser:
    picture = listed.picture if _ask(listed, Surface.IMAGE).allowed else ""
    return Teaser(
        id=listed.id,
        headline=show_headline(listed),
        extract=extract,
        language=listed.language,
        source=listed.source,
        url=outward(listed.url),
        published=listed.published,
        day_only=listed.day_only,
        captured=listed.captured,
        withdrawn=listed.withdrawn,
        picture=picture,
        snippet=tuple(snippet),
        heads=_heads(listed),
    )


def _heads(listed: Listed) -> tuple[Head, ...]:
    """The headlines in other languages that may be shown, of the headline as it is."""
    if not listed.heads or not _ask(listed, Surface.TRANSLATED_HEADLINE).allowed:
        return ()
    is_whole = may_be_translated(listed)
    return tuple(
        head
        if is_whole and head.original_standfirst == listed.standfirst
        else replace(head, standfirst="")
        for head in listed.heads
        if head.original == listed.headline
    )
