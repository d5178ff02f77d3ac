"""Every response that the crawler of the sample day received, in order of time.

An article is captured a few minutes after it was published or last changed; a
corrected one twice, before and after. Some are met again under another address, and
every site also answers with things that are no articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from . import pictures
from .furniture import article_url, draw_number
from .records import Article, Outlet, World
from .render import Render, render_article, render_home, render_missing
from .views import picture_url

EVENING = datetime(2026, 3, 12, 21, 30, tzinfo=UTC)
MOVED = "<html><head><title>301 Moved Permanently</title></head><body></body></html>"

ARTICLE, HOME, REDIRECT = "article", "home page", "redirect"
MISSING, SOFT_MISSING, PICTURE = "not found", "soft 404", "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response: what was asked for, when, and what came back."""

    url: str
    at: datetime
    what: str
    outlet: Outlet
    status: int
    content_type: str
    body: bytes
    changed: datetime
    article: str = ""
    location: str = ""


def capture_day(world: World, render: Render) -> list[Capture]:
    """All captures of the day, sorted by time and address."""
    captures = []
    for article in world.articles():
        captures += capture_article(world, render, article)
    captures += _capture_pictures(world, captures)
    for number, outlet in enumerate(world.outlets.values()):
        at = EVENING + timedelta(minutes=number)
        page = render_home(render, world, outlet, at)
        captures.append(_page(outlet, outlet.home, at, HOME, page, at))
    captures += _capture_odd_addresses(world, render)
    return sorted(captures, key=lambda capture: (capture.at, capture.url))


def capture_article(world: World, render: Render, article: Article) -> list[Capture]:
    """The captures of one article, the first one earliest."""
    outlet = world.outlets[article.outlet]
    url = article_url(article, outlet)
    times = [(url, _minutes_after(article.published, article.id))]
    if article.correction is not None:
        times.append((url, _minutes_after(article.correction.at, f"{article.id}/2")))
    elif article.modified is not None:
        times = [(url, _minutes_after(article.modified, article.id))]
    latest = times[-1][1]
    if query := world.oddities.tracked.get(article.id):
        times.append((f"{url}?{query}", latest + timedelta(hours=3, seconds=11)))
    if article.id in world.oddities.plain_http:
        plain = url.replace("https://", "http://", 1)
        times.append((plain, latest + timedelta(hours=5, seconds=7)))
    captures = []
    for address, at in times:
        # A second capture of an unchanged page has the same bytes, teasers included.
        shown_at = at if address == url else latest
        fixed = article.correction is not None and at >= article.correction.at
        changed = article.modified if fixed or article.correction is None else None
        page = render_article(render, world, article, shown_at)
        captures.append(
            _page(
                outlet,
                address,
                at,
                ARTICLE,
                page,
                changed or article.published,
                article=article.id,
            )
        )
    return captures


def _minutes_after(time: datetime, seed: str) -> datetime:
    seconds = 180 + draw_number(f"{seed}/capture", 660)
    return time.astimezone(UTC) + timedelta(seconds=seconds)


def _page(
    outlet: Outlet,
    url: str,
    at: datetime,
    what: str,
    body: bytes,
    changed: datetime,
    *,
    status: int = 200,
    article: str = "",
) -> Capture:
    content_type = "text/html"
    if outlet.charset_in != "meta":
        content_type += f"; charset={outlet.charset}"
    return Capture(
        url=url,
        at=at,
        what=what,
        outlet=outlet,
        status=status,
        content_type=content_type,
        body=body,
        changed=changed,
        article=article,
    )


def _capture_pictures(world: World, pages: list[Capture]) -> list[Capture]:
    """The picture of every article, fetched seconds after its page."""
    first = {page.article: page.at for page in reversed(pages)}
    found = []
    for article in world.articles():
        if article.image is None:
            continue
        outlet = world.outlets[article.outlet]
        found.append(
            Capture(
                url=picture_url(outlet, article.image.name),
                at=first[article.id] + timedelta(seconds=2),
                what=PICTURE,
                outlet=outlet,
                status=200,
                content_type="image/jpeg",
                body=pictures.draw_picture(article.image.name),
                changed=article.published,
            )
        )
    return found


def _capture_odd_addresses(world: World, render: Render) -> list[Capture]:
    odd = world.oddities
    outlets = {outlet.host: outlet for outlet in world.outlets.values()}
    articles = {article.id: article for article in world.articles()}
    at = EVENING + timedelta(hours=1)
    found = []
    for url, target in odd.redirects.items():
        article = articles[target]
        outlet = world.outlets[article.outlet]
        found.append(
            Capture(
                url=url,
                at=at,
                what=REDIRECT,
                outlet=outlet,
                status=301,
                content_type="text/html",
                body=MOVED.encode(),
                changed=at,
                location=article_url(article, outlet),
            )
        )
    for status, what, urls in (
        (404, MISSING, odd.missing),
        (200, SOFT_MISSING, odd.soft_missing),
    ):
        for url in urls:
            outlet = outlets[url.split("/")[2]]
            body = render_missing(render, world, outlet, at)
            found.append(_page(outlet, url, at, what, body, at, status=status))
    return found
