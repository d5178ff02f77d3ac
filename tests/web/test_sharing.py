"""Sharing: plain links that say what they share, and the previews that networks show."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.records import Tombstone
from nouvelles.testing import MemoryReads
from nouvelles.web.sharing import Shared, share_links
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import ID, SLUG, the_story
from tests.web.reader import ADDRESS, Reader

SHARED = Shared(
    address=f"{ADDRESS}/fr/article/x-a1?b=1&c=2",
    title="Crue & vannes : « 12 % » #eau",
    preview=f"{ADDRESS}/fr/apercu/a1.png",
)
NETWORKS = {
    "Facebook": "www.facebook.com", "X": "x.com", "LinkedIn": "www.linkedin.com",
    "Pinterest": "www.pinterest.com", "Mastodon": "share.joinmastodon.org",
    "E-mail": "", "Bluesky": "bsky.app", "WhatsApp": "wa.me", "Telegram": "t.me",
}  # fmt: skip


def test_every_network_is_told_the_address() -> None:
    links = share_links(SHARED)
    assert {link.name: urlsplit(link.address).netloc for link in links} == NETWORKS
    for link in links:
        assert "+" not in link.address
        parts = urlsplit(link.address)
        said = parse_qs(parts.query) | parse_qs(parts.fragment)
        words = [value for values in said.values() for value in values]
        assert any(SHARED.address in word for word in words), link.name
        takes_title = link.name not in ("Facebook", "LinkedIn")
        assert any(SHARED.title in word for word in words) == takes_title, link.name
    pinterest = parse_qs(urlsplit(links[3].address).query)
    assert pinterest["media"] == [SHARED.preview]


def test_no_title_breaks_a_link() -> None:
    for title in ("", "\ud800x", "a&u=https://evil.example", "\r\nBcc: x"):
        for link in share_links(replace(SHARED, title=title)):
            assert link.address.isascii()
            assert "\n" not in link.address
            assert "evil.example" not in urlsplit(link.address).netloc
            assert parse_qs(urlsplit(link.address).query).get("u") in (
                None,
                [SHARED.address],
            )


def share_box(page: str) -> LexborHTMLParser:
    found = LexborHTMLParser(page)
    assert len(found.css(".share")) == 1
    return found


def test_an_article_offers_all_of_them(reader: Reader) -> None:
    found = share_box(reader.open("/fr/article/a4fr"))
    names = [node.text() for node in found.css(".share a")]
    assert names == [name if name != "E-mail" else "Courriel" for name in NETWORKS]
    for link in found.css(".share a"):
        assert link.attributes["rel"] == "noopener nofollow"
    # What needs the script is not offered without it.
    for button in found.css(".share button"):
        assert button.parent is not None
        assert "hidden" in button.parent.attributes
    assert [node.text() for node in found.css(".share button")] == [
        "Copier le lien", "Partager avec l’appareil",
    ]  # fmt: skip


def test_the_script_is_small_and_ours(reader: Reader) -> None:
    found = LexborHTMLParser(reader.open("/fr/article/a4fr"))
    (script,) = found.css("script[src]")
    path = script.attributes["src"] or ""
    answer = reader.get(path)
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.content) <= 10_000
    assert "http" not in answer.text
    for other in ("/fr/", "/fr/recherche", "/fr/sources"):
        assert not LexborHTMLParser(reader.open(other)).css("script[src]")


def tags(reader: Reader, path: str) -> dict[str, str]:
    found = LexborHTMLParser(reader.open(path))
    return {
        node.attributes.get("property") or node.attributes.get("name") or "": (
            node.attributes["content"] or ""
        )
        for node in found.css("meta[property], meta[name^=twitter]")
    }


def test_networks_are_shown_a_preview(reader: Reader) -> None:
    said = tags(reader, "/fr/article/a4fr")
    assert said["og:type"] == "article"
    assert said["og:title"] == press.press()[3].listed.headline
    assert said["og:url"].startswith(f"{ADDRESS}/fr/article/")
    assert said["og:locale"] == "fr_FR"
    assert said["twitter:card"] == "summary_large_image"
    assert said["article:published_time"] == "2026-03-12T10:00:00+01:00"
    picture = reader.get(said["og:image"].removeprefix(ADDRESS))
    assert picture.headers["content-type"] == said["og:image:type"] == "image/png"
    width, height = (
        int.from_bytes(picture.content[at : at + 4], "big") for at in (16, 20)
    )
    assert [str(width), str(height)] == [
        said["og:image:width"],
        said["og:image:height"],
    ]
    again = reader.get(
        said["og:image"].removeprefix(ADDRESS), if_none_match=picture.headers["etag"]
    )
    assert again.status_code == 304


@pytest.mark.parametrize("one", press.press(), ids=lambda one: one.listed.id)
def test_every_article_has_a_preview_in_both_editions(reader: Reader, one) -> None:  # type: ignore[no-untyped-def]
    french = reader.get(f"/fr/apercu/{one.listed.id}.png")
    english = reader.get(f"/en/preview/{one.listed.id}.png")
    assert (french.status_code, english.status_code) == (200, 200)
    assert french.content != english.content


def test_a_story_is_shared_with_its_own_preview(open_paper: OpenPaper) -> None:
    reader = open_paper(press.reads(stories=[the_story()]))
    path = f"/fr/recit/{SLUG}-{ID}"
    assert len(share_box(reader.open(path)).css(".share a")) == len(NETWORKS)
    said = tags(reader, path)
    assert said["og:url"] == ADDRESS + path
    picture = said["og:image"].removeprefix(ADDRESS)
    assert reader.get(picture).headers["content-type"] == "image/png"
    assert reader.get("/fr/apercu/recit/none.png").status_code == 404


def test_the_paper_has_a_preview(reader: Reader) -> None:
    assert reader.get("/fr/apercu.png").headers["content-type"] == "image/png"


def test_there_is_no_card_of_what_is_not_there(
    open_paper: OpenPaper, reads: MemoryReads
) -> None:
    reads.remove("a4fr", Tombstone(status=451, reason="x", at=press.NOW))
    reader = open_paper(reads)
    assert reader.get("/fr/apercu/a4fr.png").status_code == 451
    assert reader.get("/fr/apercu/none.png").status_code == 404
    assert reader.get("/fr/apercu/%00.png").status_code == 404
