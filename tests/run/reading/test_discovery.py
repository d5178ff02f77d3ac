"""From a site's address to what can be read there, at a real outlet on loopback."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from aiohttp import web

from nouvelles.errors import InputError
from nouvelles.run.reading.discovery import Search, find_offers
from nouvelles.run.reading.memory import remembered
from nouvelles.run.reading.subscribe import subscribe
from nouvelles.store import feeds
from nouvelles.store.kinds import Kind
from tests.run.reading.conftest import Reading
from tests.run.reading.outlet import Answer, Outlet


def said(text: str | Callable[[Outlet], str], media_type: str = "text/html") -> Answer:
    """An answer with a text, into which the outlet's own address may be written."""

    def answer(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
        body = text if isinstance(text, str) else text(outlet)
        return web.Response(text=body, content_type=media_type)

    return answer


def home(head: str = "", body: str = "") -> Answer:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return said(page)


def link(href: str, title: str = "") -> str:
    return (
        f"<link rel=alternate type=application/rss+xml href='{href}' title='{title}'>"
    )


def sitemap(*paths: str) -> Callable[[Outlet], str]:
    def text(outlet: Outlet) -> str:
        urls = "".join(
            f"<url><loc>{outlet.base}{path}</loc><lastmod>2026-03-11</lastmod></url>"
            for path in paths
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f"<urlset xmlns='{space}'>{urls}</urlset>"

    return text


def find(reading: Reading, address: str = "", rule: str | None = None) -> Search:
    given = address or f"{reading.outlet.base}/"
    (found,) = find_offers(reading.store.settings, [given], reading.clock, rule=rule)
    return found


def offers(found: Search, reading: Reading) -> list[tuple[str, str, str]]:
    """Path, kind and way of each offer."""
    base = reading.outlet.base
    return [(one.url.removeprefix(base), one.kind, one.how) for one in found.offers]


def test_the_feeds_that_a_page_names(small: Reading) -> None:
    outlet = small.outlet
    outlet.publish("/a", "The bridge", date="Wed, 11 Mar 2026 10:00:00 GMT")
    outlet.special["/"] = home(link("/feed", "All") + link("/sport.rss", "Sport"))
    outlet.special["/sport.rss"] = lambda o, _r: web.Response(
        body=o.feed(), content_type="application/rss+xml"
    )
    found = find(small)
    assert offers(found, small) == [
        ("/feed", "feed", "link rel=alternate"),
        ("/sport.rss", "feed", "link rel=alternate"),
    ]
    first = found.offers[0]
    assert (first.preview.title, first.preview.entries) == ("The Outlet", 1)
    assert first.preview.headlines == ("The bridge",)
    assert first.outlet == f"{outlet.base}/"
    assert found.chosen(every=False) == (first,)
    assert found.chosen(every=True) == found.offers


def test_what_was_found_is_what_is_read(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.outlet.special["/"] = home(link("/feed"))
    wanted = [one.wanted() for one in find(small).chosen(every=False)]
    subscribe(small.store, wanted, who="test", now=int(small.clock()))
    assert small.read().pages == 1
    assert small.check().name == "The Outlet"


def test_usual_places_where_a_page_names_none(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.outlet.special["/"] = home(body="<p>Nothing to see here</p>")
    found = find(small)
    assert offers(found, small) == [("/feed", "feed", "usual place")]


def test_usual_places_where_the_named_one_is_dead(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.outlet.special["/"] = home(link("/gone.rss"))
    small.outlet.special["/gone.rss"] = lambda _o, _r: web.Response(status=410)
    found = find(small)
    assert offers(found, small) == [("/feed", "feed", "usual place")]
    assert any("gone for good" in trouble for trouble in found.troubles)
    (unread,) = found.unread  # told beside what is offered instead
    assert "gone for good" in unread


def test_a_sitemap_that_robots_alone_names(small: Reading) -> None:
    outlet = small.outlet
    outlet.special["/"] = home(body="<p>Nothing to see here</p>")
    outlet.special["/feed"] = lambda _o, _r: web.Response(status=404)
    outlet.robots = f"User-agent: *\nSitemap: {outlet.base}/maps/all.xml\n"
    outlet.special["/maps/all.xml"] = said(sitemap("/a", "/b"), "application/xml")
    found = find(small)
    assert offers(found, small) == [("/maps/all.xml", "sitemap", "robots.txt")]
    assert found.offers[0].preview.entries == 2
    assert found.offers[0].wanted().kind is Kind.SITEMAP


def test_a_sitemap_that_speaks_of_others_is_no_find(small: Reading) -> None:
    """Nor is an empty one: the next is asked."""
    outlet = small.outlet
    outlet.special["/"] = home(body="<p>Nothing to see here</p>")
    outlet.special["/feed"] = lambda _o, _r: web.Response(status=404)
    outlet.special["/news-sitemap.xml"] = said(sitemap(), "application/xml")
    outlet.special["/sitemap.xml"] = said(sitemap("/a"), "application/xml")
    assert offers(find(small), small) == [("/sitemap.xml", "sitemap", "usual place")]


ARTICLES = "".join(
    f"<h2><a href='/2026/03/1{n}/a-bridge-is-closed-{n}'>The bridge is closed to "
    f"cars until the {n}th of May</a></h2>"
    for n in range(5)
)


def test_the_page_itself_at_last(small: Reading) -> None:
    small.outlet.special["/"] = home(body=f"<main>{ARTICLES}</main>")
    small.outlet.special["/feed"] = lambda _o, _r: web.Response(status=404)
    found = find(small)
    assert offers(found, small) == [("/", "section", "itself")]
    assert found.offers[0].preview.entries == 5


def test_a_section_page_by_rule(small: Reading) -> None:
    links = "<a href='/x'>Only these two</a><a href='/y'>And no others</a>"
    body = f"<nav>{ARTICLES}</nav><div class=list>{links}</div>"
    small.outlet.special["/world"] = home(link("/feed"), body)
    found = find(small, f"{small.outlet.base}/world", rule=".list a")
    assert offers(found, small) == [("/world", "section", "as told")]
    wanted = found.offers[0].wanted()
    assert (wanted.rule, wanted.kind) == (".list a", Kind.SECTION)
    assert found.offers[0].preview.headlines == ("Only these two", "And no others")


def test_a_rule_that_finds_nothing_and_one_that_is_none(small: Reading) -> None:
    small.outlet.special["/world"] = home(body=ARTICLES)
    address = f"{small.outlet.base}/world"
    found = find(small, address, rule=".none a")
    assert found.offers == ()
    assert "No links of articles" in found.troubles[0]
    with pytest.raises(InputError):
        find(small, address, rule="h2 >> [")


def test_a_feed_and_a_sitemap_are_taken_as_they_are(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.outlet.special["/map.xml"] = said(sitemap("/a"), "text/html")
    for path, kind in (("/feed", "feed"), ("/map.xml", "sitemap")):
        found = find(small, small.outlet.base + path)
        assert offers(found, small) == [(path, kind, "itself")]
    assert small.outlet.hits["/"] == 0


def test_a_feed_that_moved_is_offered_at_its_new_place(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.outlet.special["/old"] = lambda o, _r: web.Response(
        status=301, headers={"Location": f"{o.base}/feed"}
    )
    found = find(small, f"{small.outlet.base}/old")
    assert offers(found, small) == [("/feed", "feed", "itself")]


def test_a_page_that_says_it_is_a_feed(small: Reading) -> None:
    """It is looked at as the page that it is."""
    small.outlet.publish("/a", "The bridge")
    page = f"<!doctype html><html><head>{link('/feed')}</head><body></body></html>"
    small.outlet.special["/rss"] = said(page, "application/rss+xml")
    found = find(small, f"{small.outlet.base}/rss")
    assert offers(found, small) == [("/feed", "feed", "link rel=alternate")]


def test_an_address_without_a_scheme(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    bare = small.outlet.base.removeprefix("http://")
    found = find(small, f"{bare}/feed")
    assert offers(found, small) == [("/feed", "feed", "itself")]


def test_nothing_at_all(small: Reading) -> None:
    small.outlet.special["/"] = home(body="<p>Nothing to see here</p>")
    small.outlet.special["/feed"] = lambda _o, _r: web.Response(status=404)
    found = find(small)
    assert found.offers == ()
    assert any("404" in trouble for trouble in found.troubles)
    assert sum(small.outlet.hits.values()) < 20  # a person waits, and a host


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("http://127.0.0.1:9/", "must not be visited"),
        ("ftp://outlet.example/", "cannot be one of a page"),
        ("", "cannot be one of a page"),
        ("http://nobody.invalid/", "must not be visited"),  # its port is not allowed
    ],
)
def test_addresses_that_cannot_be_visited(
    small: Reading, address: str, trouble: str
) -> None:
    (found,) = find_offers(small.store.settings, [address], small.clock)
    assert found.offers == ()
    assert any(trouble in one for one in found.troubles), found.troubles


def test_robots_are_heard(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    small.outlet.robots = "User-agent: *\nDisallow: /feed\n"
    small.outlet.special["/"] = home(link("/feed"))
    found = find(small)
    assert found.offers == ()
    assert small.outlet.hits["/feed"] == 0
    assert any("robots.txt closes" in trouble for trouble in found.troubles)


def test_several_addresses_at_once(small: Reading) -> None:
    small.outlet.publish("/a", "The bridge")
    base = small.outlet.base
    found = find_offers(
        small.store.settings, [f"{base}/feed", f"{base}/none"], small.clock
    )
    assert [bool(one.offers) for one in found] == [True, False]
    with small.store.read() as connection:
        assert feeds.all_feeds(connection) == []  # looking adds nothing


def test_the_reader_keeps_the_pause_that_a_search_owes(small: Reading) -> None:
    """Two processes, one after the other, and a host that asks for ten minutes."""
    small.outlet.robots = "User-agent: *\nCrawl-delay: 600\n"
    small.outlet.publish("/a", "The bridge")
    address = f"{small.outlet.base}/feed"
    with remembered(small.store, [address]) as memory:
        find_offers(small.store.settings, [address], small.clock, memory=memory)
    small.add()
    asked = sum(small.outlet.hits.values())
    small.read()
    assert sum(small.outlet.hits.values()) == asked
    small.clock.now += 601
    small.read()
    assert small.outlet.hits["/feed"] >= 1
    assert small.outlet.hits["/robots.txt"] == 1


@pytest.mark.parametrize("status", [404, 410, 302])
def test_a_feed_that_is_lost_leads_to_its_site(small: Reading, status: int) -> None:
    outlet = small.outlet
    outlet.publish("/a", "The bridge", date="Wed, 11 Mar 2026 10:00:00 GMT")
    outlet.special["/"] = home(link("/feed"))
    outlet.special["/old.rss"] = lambda _o, _r: web.Response(
        status=status, headers={"Location": "/old.rss"} if status == 302 else {}
    )
    found = find(small, f"{outlet.base}/old.rss")
    assert offers(found, small) == [("/feed", "feed", "link rel=alternate")]
    assert [text.partition(": ")[0] for text in found.unread] == [
        f"{outlet.base}/old.rss"
    ]


@pytest.mark.parametrize(
    ("status", "advice"), [(500, "later"), (429, "later"), (403, "Respect it")]
)
def test_what_to_do_where_an_address_does_not_answer(
    small: Reading, status: int, advice: str
) -> None:
    outlet = small.outlet
    outlet.special["/"] = home(link("/feed"))
    outlet.special["/rss"] = lambda _o, _r: web.Response(status=status)
    found = find(small, f"{outlet.base}/rss")
    assert found.offers == ()
    assert advice in found.advice
