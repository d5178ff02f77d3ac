"""Pages: a template of the outlet's family, filled and encoded as its site does.

`render_article`, `render_home` and `render_missing` give bytes. Characters that the
outlet's charset lacks become character references, as old sites write them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from minijinja import Environment, load_from_path, safe

from . import furniture
from .dates import write_date
from .records import Article, Outlet, Words, World
from .structured import write_json_ld
from .views import agency_name, as_captured, view_article

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_TAGS = {"zh": "zh-CN", "pt": "pt", "en": "en-GB"}

Render = Callable[..., str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What a page says of itself, its outlet's lines written out."""

    kind: str
    lang: str
    robots: str
    today: str
    today_en: str
    rights: str
    licence_name: str
    cc_before: str
    cc_after: str
    by_before: str
    by_after: str
    with_agency: str
    more_from: str
    number: int
    views: int
    nonce: str
    pixel: str


def escape(value: object) -> object:
    """Escape what HTML needs and no more: publishers leave apostrophes and slashes."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    for character, reference in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        value = value.replace(character, reference)
    return safe(value)


def open_templates(folder: Path = TEMPLATES) -> Render:
    """The function that fills a template of this folder."""
    environment = Environment(
        loader=load_from_path([folder]),
        finalizer=escape,
        undefined_behavior="strict",
    )
    return environment.render_template


def local_time(outlet: Outlet, at: datetime) -> datetime:
    """A time on the clock of the outlet's country."""
    hours, minutes = outlet.offset[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return at.astimezone(timezone(-offset if outlet.offset[0] == "-" else offset))


def render_article(
    render: Render, world: World, article: Article, at: datetime
) -> bytes:
    """The page of an article as it was at a time, corrections not made yet."""
    outlet = world.outlets[article.outlet]
    words = world.words[outlet.language]
    section = next(e.section for e in world.events if e.id == article.event)
    shown = world.oddities.paywalled.get(article.id)
    captured = as_captured(article, at, shown)
    view = view_article(captured, world, section, paywalled=shown is not None)
    teasers = furniture.build_teasers(world, outlet, at, article.id, article.id)
    form = world.words[outlet.comment_form_in or outlet.language]
    page = _view_page(world, outlet, "article", at, article.id, article.agency)
    text = render(
        f"{outlet.template.lower()}.html",
        a=view,
        p=page,
        also=furniture.choose_read_also(article, world, teasers),
        next=teasers[0] if teasers else None,
        comments=furniture.build_comments(words, local_time(outlet, at), article.id),
        form=form,
        jsonld=safe(write_json_ld(view, outlet)),
        **_surroundings(outlet, words, teasers),
    )
    return encode(text, outlet)


def render_home(render: Render, world: World, outlet: Outlet, at: datetime) -> bytes:
    """The front page of an outlet, which is no article."""
    return _render_plain(render, world, outlet, "home", at)


def render_missing(render: Render, world: World, outlet: Outlet, at: datetime) -> bytes:
    """The site's own page about an address that does not exist."""
    return _render_plain(render, world, outlet, "missing", at)


def _render_plain(
    render: Render, world: World, outlet: Outlet, kind: str, at: datetime
) -> bytes:
    teasers = furniture.build_teasers(world, outlet, at, "", f"{kind}/{outlet.id}")
    text = render(
        f"{kind}.html",
        layout=f"{outlet.template.lower()}.html",
        p=_view_page(world, outlet, kind, at, outlet.id, ""),
        front=teasers,
        **_surroundings(outlet, world.words[outlet.language], teasers),
    )
    return encode(text, outlet)


def encode(text: str, outlet: Outlet) -> bytes:
    """The bytes of a page in the charset of its outlet."""
    return text.encode(outlet.charset, errors="xmlcharrefreplace")


def _surroundings(
    outlet: Outlet, words: Words, teasers: tuple[furniture.Teaser, ...]
) -> dict[str, object]:
    return {
        "o": outlet,
        "w": words,
        "nav": furniture.build_navigation(outlet, words),
        "ads": furniture.build_advertisements(outlet, words),
        "latest": teasers[:6],
        "more": teasers[1:4],
        "most_read": tuple(reversed(teasers))[:5],
    }


def _view_page(
    world: World, outlet: Outlet, kind: str, at: datetime, seed: str, agency: str
) -> PageView:
    words = world.words[outlet.language]
    now = local_time(outlet, at)
    nonce = hashlib.sha256(f"{seed}/{kind}".encode()).hexdigest()[:10]
    cc_before, cc_after = str(words["cc"]).split("{licence}")
    by_before, by_after = str(words["by"]).split("{names}")
    return PageView(
        kind=kind,
        lang=LANGUAGE_TAGS.get(outlet.language, outlet.language),
        robots=outlet.robots,
        today=write_date(now, words, "date_masthead"),
        today_en=write_date(now, world.words["en"], "date_masthead"),
        rights=str(words["rights"]).format(owner=outlet.owner),
        licence_name=_licence_name(outlet.licence),
        cc_before=cc_before,
        cc_after=cc_after,
        by_before=by_before,
        by_after=by_after,
        with_agency=str(words["with_agency"]).format(
            agency=agency_name(world, agency, outlet.language)
        ),
        more_from=str(words["more_from"]).format(outlet=outlet.name),
        number=furniture.draw_number(seed, 90_000) + 10_000,
        views=furniture.draw_number(f"{seed}/views", 900) + 100,
        nonce=nonce,
        pixel=f"https://pixel.audience.example/p.gif?s={outlet.id}&n={nonce}",
    )


def _licence_name(licence: str) -> str:
    """How a site writes an SPDX identifier of Creative Commons: CC BY-SA 4.0."""
    if not licence:
        return ""
    family, *terms, version = licence.split("-")
    return f"{family} {'-'.join(terms)} {version}"
