"""Sitemaps and section pages, read through the loop."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from dataclasses import replace

from aiohttp import web

from nouvelles.store.kinds import Kind
from tests.run.reading.conftest import Reading
from tests.run.reading.outlet import Answer, Outlet

DAY = 86_400
SPACE = (
    "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
)


def xml(text: Callable[[Outlet], str], *, packed: bool = False) -> Answer:
    def answer(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
        body = text(outlet).encode()
        if packed:
            return web.Response(
                body=gzip.compress(body, mtime=0), content_type="application/gzip"
            )
        return web.Response(body=body, content_type="application/xml")

    return answer


def pages(paths: Sequence[str], day: int = 11) -> Callable[[Outlet], str]:
    """A sitemap of addresses and dates alone."""

    def text(outlet: Outlet) -> str:
        inside = "".join(
            f"<url><loc>{outlet.base}{path}</loc>"
            f"<lastmod>2026-03-{day:02d}T{n // 60:02d}:{n % 60:02d}:00Z</lastmod></url>"
            for n, path in enumerate(paths)
        )
        return f"<urlset {SPACE}>{inside}</urlset>"

    return text


def news(*paths: str) -> Callable[[Outlet], str]:
    """A news sitemap."""

    def text(outlet: Outlet) -> str:
        inside = "".join(
            f"<url><loc>{outlet.base}{path}</loc><news:news><news:publication>"
            "<news:name>The Outlet</news:name><news:language>en</news:language>"
            "</news:publication>"
            f"<news:publication_date>2026-03-12T0{n}:00:00Z</news:publication_date>"
            f"<news:title>Told by the map: {path}</news:title></news:news></url>"
            for n, path in enumerate(paths)
        )
        return f"<urlset {SPACE}>{inside}</urlset>"

    return text


def index(*paths: str) -> Callable[[Outlet], str]:
    def text(outlet: Outlet) -> str:
        inside = "".join(
            f"<sitemap><loc>{outlet.base}{path}</loc></sitemap>" for path in paths
        )
        return f"<sitemapindex {SPACE}>{inside}</sitemapindex>"

    return text


def publish(reading: Reading, number: int, start: int = 0) -> list[str]:
    """Pages on the site; their paths."""
    paths = [f"/p/{n}" for n in range(start, start + number)]
    for path in paths:
        reading.outlet.publish(path, f"Page {path}")
    return paths


def asked_pages(reading: Reading) -> list[str]:
    return sorted(path for path in reading.outlet.hits if path.startswith("/p/"))


def states(reading: Reading) -> dict[str, str]:
    base = reading.outlet.base
    return {one.url.removeprefix(base): one.state for one in reading.check().feeds}


def test_news_of_a_sitemap_become_headlines_and_articles(small: Reading) -> None:
    small.outlet.special["/news.xml"] = xml(news("/p/0", "/p/1", "/closed/2"))
    small.outlet.robots = "User-agent: *\nDisallow: /closed/\n"
    publish(small, 2)
    small.add("/news.xml", Kind.SITEMAP)
    tally = small.read()
    assert (tally.looks, tally.entries, tally.pages) == (1, 3, 2)
    headlines = {one.headline for one in small.make().articles(1, 9).items}
    assert headlines == {"Page /p/0", "Page /p/1", "Told by the map: /closed/2"}
    again = small.read()
    assert (again.unchanged, again.pages) == (1, 0)


def test_of_a_plain_sitemap_the_newest_are_read_and_then_what_is_new(
    reading: Reading,
) -> None:
    settings = reading.store.settings
    few = replace(settings.reading, backlog=10)
    reading.store = replace(reading.store, settings=replace(settings, reading=few))
    paths = publish(reading, 60)
    reading.outlet.special["/map.xml"] = xml(pages(paths))
    reading.add("/map.xml", Kind.SITEMAP)
    assert reading.read().pages == 10
    assert asked_pages(reading) == sorted(paths[-10:])  # the newest by their dates

    reading.clock.now += DAY
    paths += publish(reading, 25, start=60)
    reading.outlet.special["/map.xml"] = xml(pages(paths))
    before = dict(reading.outlet.hits)
    tally = reading.read()
    new = {path for path in asked_pages(reading) if path not in before}
    assert new == set(paths[60:])  # all of them; the backlog is for the first look
    assert tally.entries == 25
    assert not any(reading.outlet.hits[path] for path in paths[:50])


def test_a_rhythm_is_learned_of_pages_without_titles(small: Reading) -> None:
    paths = publish(small, 30)
    small.outlet.special["/map.xml"] = xml(pages(paths))
    small.add("/map.xml", Kind.SITEMAP)
    small.read()
    assert sum(small.check().entries) == 30
    small.clock.now += DAY
    small.outlet.special["/map.xml"] = xml(pages([*paths, *publish(small, 20, 30)], 12))
    small.read()
    assert small.check().entries[-2:] == (30, 20)
    (row,) = small.check().feeds
    assert row.due - small.clock() < DAY / 2


def test_the_parts_of_an_index_that_are_worth_a_look(reading: Reading) -> None:
    outlet = reading.outlet
    old = [f"/sitemap-{year}.xml" for year in range(2001, 2025)]
    outlet.special["/map.xml"] = xml(index(*old, "/sitemap-2026.xml", "/news.xml"))
    outlet.special["/news.xml"] = xml(news("/p/0"))
    outlet.special["/sitemap-2026.xml"] = xml(pages(publish(reading, 3)))
    reading.add("/map.xml", Kind.SITEMAP)
    tally = reading.read()
    assert outlet.hits["/news.xml"] == outlet.hits["/sitemap-2026.xml"] == 1
    assert sum(outlet.hits[path] for path in old) <= 2  # of 24
    assert tally.pages == 3
    assert all(outlet.hits[path] == 1 for path in ("/p/0", "/p/1", "/p/2"))

    # A new month: the part that leaves is looked at no more, the new one is.
    outlet.special["/map.xml"] = xml(index("/news.xml", "/sitemap-2027.xml"))
    outlet.special["/sitemap-2027.xml"] = xml(pages(publish(reading, 1, start=7)))
    reading.clock.now += DAY
    reading.read()
    found = states(reading)
    assert found["/sitemap-2026.xml"] == "ended"
    assert (
        found["/news.xml"] == found["/sitemap-2027.xml"] == found["/map.xml"] == "read"
    )
    assert outlet.hits["/p/7"] == 1


def test_a_packed_sitemap(small: Reading) -> None:
    small.outlet.special["/map.xml.gz"] = xml(pages(publish(small, 3)), packed=True)
    small.add("/map.xml.gz", Kind.SITEMAP)
    assert small.read().pages == 3
    assert small.words() == {}


def test_headlines_only_wants_no_page_of_a_sitemap(small: Reading) -> None:
    small.outlet.special["/map.xml"] = xml(pages(publish(small, 3)))
    small.outlet.special["/news.xml"] = xml(news("/p/0"))
    small.add("/map.xml", Kind.SITEMAP, mode="headlines")
    small.add("/news.xml", Kind.SITEMAP, mode="headlines")
    tally = small.read()
    assert (tally.looks, tally.entries, tally.pages) == (2, 1, 0)
    assert asked_pages(small) == []


def section(*paths: str) -> Answer:
    inside = "".join(
        f"<h2><a href='{path}'>Something happened at {path} on Thursday</a></h2>"
        for path in paths
    )
    return lambda _o, _r: web.Response(
        text=f"<!doctype html><html><body><main>{inside}</main></body></html>",
        content_type="text/html",
    )


def test_a_section_page_brings_what_it_links_to(small: Reading) -> None:
    paths = publish(small, 3)
    small.outlet.special["/world"] = section(*paths)
    small.add("/world", Kind.SECTION, rule="h2 a")
    tally = small.read()
    assert (tally.entries, tally.pages) == (3, 3)

    paths = [*publish(small, 2, start=3), *paths[:2]]
    small.outlet.special["/world"] = section(*paths)
    tally = small.read()
    assert (tally.entries, tally.pages) == (2, 2)
    assert all(small.outlet.hits[path] == 1 for path in asked_pages(small))


def test_a_section_page_that_was_rebuilt_says_so(small: Reading) -> None:
    publish(small, 1)
    small.outlet.special["/world"] = section("/p/0")
    small.add("/world", Kind.SECTION, rule="h2.news a")
    small.read()
    assert small.words() == {"no-links-found": 1}
    (fault,) = small.check().faults
    assert "--links" in fault.advice
