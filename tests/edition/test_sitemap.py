"""Sitemaps: what stands in them, and their limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

from nouvelles.edition import (
    NewsPage,
    SitePage,
    write_index,
    write_news,
    write_sitemap,
)
from nouvelles.edition.sitemap import NEWS, NEWS_ADDRESSES, SITEMAP

NOW = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)


def texts(document: bytes, name: str, space: str = SITEMAP) -> list[str]:
    return [
        node.text or "" for node in ET.fromstring(document).iter(f"{{{space}}}{name}")
    ]


def news(id: str, hours: float) -> NewsPage:
    return NewsPage(
        address=f"https://nouvelles.example/fr/{id}",
        title=f"Crue & vannes {id}",
        language="fr",
        published=NOW - timedelta(hours=hours),
    )


def test_pages_with_what_is_known_of_their_changes() -> None:
    changed = datetime(2026, 3, 12, 6, 20, tzinfo=timezone(timedelta(hours=-3)))
    document = write_sitemap(
        [
            SitePage(address="https://nouvelles.example/fr/?a=1&b=2"),
            SitePage(address="https://nouvelles.example/fr/sources", changed=changed),
        ]
    )
    assert texts(document, "loc") == [
        "https://nouvelles.example/fr/?a=1&b=2",
        "https://nouvelles.example/fr/sources",
    ]
    assert texts(document, "lastmod") == ["2026-03-12T09:20:00Z"]
    assert ET.fromstring(document).tag == f"{{{SITEMAP}}}urlset"


def test_the_index_names_each() -> None:
    document = write_index(["https://nouvelles.example/fr/sitemap-1.xml"])
    assert ET.fromstring(document).tag == f"{{{SITEMAP}}}sitemapindex"
    assert texts(document, "loc") == ["https://nouvelles.example/fr/sitemap-1.xml"]


def test_news_are_of_the_last_two_days_newest_first() -> None:
    pages = [news("old", 48.1), news("edge", 48), news("b", 2), news("soon", -1)]
    document = write_news([*pages, news("a", 2), news("new", 0)], "Nouvelles", NOW)
    ends = [loc.rpartition("/")[2] for loc in texts(document, "loc")]
    assert ends == ["new", "b", "a", "edge"]
    assert texts(document, "title", NEWS)[0] == "Crue & vannes new"
    assert texts(document, "publication_date", NEWS)[0] == "2026-03-12T15:30:00Z"
    assert set(texts(document, "name", NEWS)) == {"Nouvelles"}
    assert set(texts(document, "language", NEWS)) == {"fr"}


def test_news_are_a_thousand_at_most() -> None:
    pages = [news(str(n), n / 100) for n in range(NEWS_ADDRESSES + 5)]
    assert len(texts(write_news(pages, "N", NOW), "loc")) == NEWS_ADDRESSES
    assert texts(write_news([], "N", NOW), "loc") == []
