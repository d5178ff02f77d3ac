"""An article as a template sees it: everything written out, nothing to decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from .dates import write_date
from .furniture import article_url, section_name
from .records import Article, Block, Outlet, Words, World

#: Where each page family keeps its pictures.
PICTURE_PATHS = {
    "A": "https://{host}/media/2026/03/{name}-1200x800.jpg",
    "B": "https://{host}/wp-content/uploads/2026/03/{name}.jpg",
    "C": "https://{host}/upload/pic/20260312/{name}.jpg",
    "D": "https://{host}/wp-content/uploads/2026/03/{name}-1200x800.jpg",
    "E": "https://{host}/images/2026/03/12/{name}_16x9.jpg",
    "F": "https://cdn.{host}/i/{name}.jpg?w=1200",
    "G": "https://{host}/upload/iblock/4f1/{name}.jpg",
    "H": "https://{host}/assets/photos/{name}.jpg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A journalist on a page."""

    name: str
    url: str
    bio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture on a page."""

    url: str
    caption: str
    credit: str
    alt: str
    credit_line: str
    licence_url: str  # of the picture itself, "" when it is credited to others


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """What a page prints of an article at the moment of a capture."""

    id: str
    url: str
    number: str
    kind: str
    kicker: str
    headline: str
    standfirst: str
    summary: str
    people: tuple[Person, ...]
    byline: str
    agency: str
    source_line: str
    dateline: str
    run_in: str
    published: str
    published_line: str
    published_date: str
    modified: str
    updated_line: str
    section: str
    section_url: str
    keywords: tuple[str, ...]
    blocks: tuple[Block, ...]
    picture: Picture | None
    correction: str
    paywalled: bool
    minutes: str


def as_captured(article: Article, at: datetime, shown: int | None) -> Article:
    """The article as its page had it at a time, cut at a paywall if there is one."""
    body = article.body
    fix = article.correction
    if fix is not None and at < fix.at:
        body = tuple(
            replace(block, text=fix.body_before.get(number, block.text))
            for number, block in enumerate(body)
        )
        article = replace(
            article,
            headline=fix.headline_before or article.headline,
            # The outlet's summary is that of the corrected text.
            summary=body[0].text,
            modified=None,
            correction=None,
        )
    return replace(article, body=body[:shown])


def picture_url(outlet: Outlet, name: str) -> str:
    """Where an outlet serves the picture of that name."""
    return PICTURE_PATHS[outlet.template].format(host=outlet.host, name=name)


def agency_name(world: World, agency: str, language: str) -> str:
    """An agency's name in the script of the page, or ""."""
    if not agency:
        return ""
    outlet = world.outlets[agency]
    return outlet.names.get(language, outlet.name)


def view_article(
    article: Article, world: World, section: str, paywalled: bool
) -> ArticleView:
    """Write out an article for its outlet's templates."""
    outlet = world.outlets[article.outlet]
    words = world.words[outlet.language]
    agency = agency_name(world, article.agency, outlet.language)
    length = sum(len(block.text) for block in article.body)
    modified = article.modified
    return ArticleView(
        id=article.id,
        url=article_url(article, outlet),
        number=str(40_000 + sum(map(ord, article.id)) * 7),
        kind=article.kind,
        kicker=article.kicker,
        headline=article.headline,
        standfirst=article.standfirst,
        summary=article.summary,
        people=tuple(_view_person(name, outlet, words) for name in article.byline),
        byline=_write_byline(article.byline, words),
        agency=agency,
        source_line=str(words["source"]).format(agency=agency) if agency else "",
        dateline=article.dateline,
        run_in=_run_in(article, outlet),
        published=article.published.isoformat(),
        published_line=str(words["published"]).format(
            date=write_date(article.published, words)
        ),
        published_date=write_date(article.published, words),
        modified=modified.isoformat() if modified else "",
        updated_line=(
            str(words["updated"]).format(date=write_date(modified, words))
            if modified
            else ""
        ),
        section=section_name(words, section),
        section_url=f"{outlet.home}{section}/",
        keywords=article.keywords,
        blocks=article.body,
        picture=_view_picture(article, outlet, words),
        correction=article.correction.note if article.correction else "",
        paywalled=paywalled,
        minutes=str(words["reading"]).format(n=max(1, round(length / 1200))),
    )


def _view_person(name: str, outlet: Outlet, words: Words) -> Person:
    number = sum(map(ord, name)) % 900 + 100
    return Person(
        name=name,
        url=f"{outlet.home}author/{number}/",
        bio=str(words["author_bio"]).format(author=name, outlet=outlet.name),
    )


def _write_byline(names: tuple[str, ...], words: Words) -> str:
    """The byline with its "by"; a name may bring the word for reporter itself."""
    if not names:
        return ""
    joined = str(words["and"]).join(names)
    by = str(words["by"])
    prefix = by.split("{names}", maxsplit=1)[0]
    return joined if prefix and joined.startswith(prefix) else by.format(names=joined)


def _run_in(article: Article, outlet: Outlet) -> str:
    """The dateline at the head of the first paragraph, unless it is there already."""
    place = article.dateline
    first = article.body[0].text if article.body else ""
    if not place or first.casefold().startswith(place.casefold()):
        return ""
    if outlet.kind == "agency":
        return f"{place.upper()} ({outlet.name})"
    return place


def _view_picture(article: Article, outlet: Outlet, words: Words) -> Picture | None:
    image = article.image
    if image is None:
        return None
    credit = image.credit
    return Picture(
        url=picture_url(outlet, image.name),
        caption=image.caption,
        credit=credit,
        alt=image.alt,
        credit_line=str(words["photo"]).format(credit=credit) if credit else "",
        licence_url=outlet.licence_url if image.licence == outlet.licence else "",
    )
