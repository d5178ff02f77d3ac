"""The committed sample day holds what its gold promises, and is invented throughout."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "src" / "nouvelles" / "sample"

#: Names of standards, which a page must give to be understood, and nothing else.
STANDARDS = frozenset(
    [
        "creativecommons.org",
        "jsonfeed.org",
        "ogp.me",
        "purl.org",
        "schema.org",
        "www.w3.org",
    ]
)
JSON_FILES = ("expected.json", "sources.json")
ADDRESS = re.compile(r"//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
BARE_HOST = re.compile(
    r"[@\s>\"']((?:[a-z0-9-]+\.)+(?:com|org|net|fr|de|es|pt|ru|ua|ir|cn|uk|eu|io|me))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A response record, read as any reader of archives would."""

    url: str
    at: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def charset(self) -> str:
        """The charset that the header states, or else the page's own meta element."""
        stated = re.search(r"charset=([\w-]+)", self.headers["content-type"])
        if stated is None:
            head = self.body[:1024].decode("ascii", errors="ignore")
            stated = re.search(r"charset=[\"']?([\w-]+)", head)
        assert stated is not None, self.url
        return stated.group(1)

    @property
    def html(self) -> str:
        """The page as text; a byte that does not decode is an error."""
        return self.body.decode(self.charset)

    @property
    def text(self) -> str:
        """What the page shows, with plain white space run together."""
        tree = LexborHTMLParser(self.html)
        for node in tree.css("script, style, noscript"):
            node.decompose()
        assert tree.body is not None
        return run_together(tree.body.text(separator=""))


def run_together(text: str) -> str:
    """Plain white space as one space; narrow and unbreakable ones stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def read_responses() -> list[Response]:
    """Every response of the archive."""
    responses = []
    with (SAMPLE / "day.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            assert record.http_headers is not None
            assert record.http_headers.status_code is not None
            responses.append(
                Response(
                    url=record.headers["WARC-Target-URI"],
                    at=record.headers["WARC-Date"],
                    status=record.http_headers.status_code,
                    headers={k.lower(): v for k, v in record.http_headers.items()},
                    body=record.reader.read(),
                )
            )
    return responses


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def responses() -> list[Response]:
    return read_responses()


@pytest.fixture(scope="module")
def by_capture(responses: list[Response]) -> dict[tuple[str, str], Response]:
    return {(response.url, response.at): response for response in responses}


def block_texts(article: dict[str, Any]) -> list[str]:
    """Every line of an expected body."""
    lines: list[str] = []
    for block in article["body"]:
        for content in block.values():
            lines += content if isinstance(content, list) else [content]
    return lines


def pages_of(
    article: dict[str, Any], by_capture: dict[tuple[str, str], Response]
) -> list[Response]:
    """The captures of an article, earliest first."""
    return [by_capture[item["url"], item["at"]] for item in article["captures"]]


def test_day_is_large_enough_to_judge_by(expected: dict[str, Any]) -> None:
    articles = expected["articles"]
    assert len(articles) >= 60
    assert len({article["outlet"] for article in articles}) >= 14
    assert len({article["lang"] for article in articles}) >= 9
    assert len(expected["events"]) >= 18
    assert sum(len(article["statements"]) for article in articles) >= 300
    assert expected["invented"] is True


def test_events_are_told_in_several_languages(expected: dict[str, Any]) -> None:
    articles = {article["id"]: article for article in expected["articles"]}
    wide = 0
    for event in expected["events"]:
        members = [articles[name] for name in event["articles"]]
        assert event["first"] in event["articles"]
        assert {"fr", "en"} <= set(event["title"])
        outlets = {member["outlet"] for member in members}
        wide += len(outlets) >= 3 and len({m["lang"] for m in members}) >= 3
    assert wide >= 8


def test_copies_repeat_their_wire_and_rewrites_do_not(expected: dict[str, Any]) -> None:
    articles = {article["id"]: article for article in expected["articles"]}
    kinds = Counter(article["copy"] for article in articles.values())
    assert kinds["wire"] >= 3
    assert kinds["rewrite"] >= 3
    assert kinds["translation"] >= 2
    for article in articles.values():
        if article["origin"] == "own":
            continue
        shared = set(block_texts(article)) & set(
            block_texts(articles[article["origin"]])
        )
        assert bool(shared) == (article["copy"] in ("wire", "excerpt")), article["id"]


def test_build_gives_the_committed_files() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sample_day.build", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_body_is_on_the_page(
    expected: dict[str, Any], by_capture: dict[tuple[str, str], Response]
) -> None:
    for article in expected["articles"]:
        page = pages_of(article, by_capture)[-1]
        text = page.text
        wanted = [*block_texts(article), article["headline"], article["standfirst"]]
        wanted += [article["dateline"], *article["byline"]]
        if article["correction"] is not None:
            wanted.append(article["correction"]["note"])
        for line in wanted:
            assert run_together(line).casefold() in text.casefold(), (
                article["id"],
                line,
            )


def test_every_capture_answers_200_and_others_are_listed(
    expected: dict[str, Any], responses: list[Response]
) -> None:
    captured = {
        (item["url"], item["at"])
        for article in expected["articles"]
        for item in article["captures"]
    }
    others = {item["url"]: item["why"] for item in expected["not_articles"]}
    for response in responses:
        if (response.url, response.at) in captured:
            assert response.status == 200
        else:
            assert response.url in others
    assert len(captured) + len(others) == len(responses)
    assert Counter(others.values()) == {
        "home page": 17,
        "picture": len([name for name, why in others.items() if why == "picture"]),
        "not found": 1,
        "redirect": 1,
        "soft 404": 1,
    }


def test_paywalled_page_does_not_hold_the_rest(
    expected: dict[str, Any], by_capture: dict[tuple[str, str], Response]
) -> None:
    from sample_day.load import load_world

    world, problems = load_world()
    assert not problems
    sources = {article.id: article for article in world.articles()}
    paywalled = [article for article in expected["articles"] if article["paywalled"]]
    assert paywalled
    for article in paywalled:
        page = pages_of(article, by_capture)[-1].html
        hidden = sources[article["id"]].body[len(article["body"]) :]
        assert hidden
        assert not any(block.text in page for block in hidden)


def test_correction_shows_before_and_after(
    expected: dict[str, Any], by_capture: dict[tuple[str, str], Response]
) -> None:
    corrected = [a for a in expected["articles"] if a["correction"] is not None]
    assert len(corrected) >= 3
    for article in corrected:
        before, after = pages_of(article, by_capture)
        fix = article["correction"]
        assert fix["note"] in after.text
        assert fix["note"] not in before.text
        assert fix["before"]["headline"] in before.text
        for number, text in fix["before"]["body"].items():
            (now,) = article["body"][int(number)].values()
            assert text in before.text
            assert text not in after.text
            assert now in after.text
            assert now not in before.html


def test_other_addresses_give_the_same_bytes(
    expected: dict[str, Any], by_capture: dict[tuple[str, str], Response]
) -> None:
    again = [
        pages_of(article, by_capture)
        for article in expected["articles"]
        if len(article["captures"]) > 1 and article["correction"] is None
    ]
    addresses = [page.url for pages in again for page in pages[1:]]
    assert sum("utm_source=" in address for address in addresses) == 2
    assert sum(address.startswith("http://") for address in addresses) == 1
    for first, *rest in again:
        assert all(page.body == first.body for page in rest)


def test_redirect_leads_to_an_article(
    expected: dict[str, Any], responses: list[Response]
) -> None:
    addresses = {article["url"] for article in expected["articles"]}
    redirects = [response for response in responses if response.status == 301]
    assert redirects
    assert all(response.headers["location"] in addresses for response in redirects)


def test_reservations_are_stated_where_they_should_be(
    expected: dict[str, Any], responses: list[Response]
) -> None:
    hosts = {outlet["host"]: outlet["opt_outs"] for outlet in expected["outlets"]}
    for response in responses:
        reserved = response.headers.get("tdm-reservation")
        host = response.url.split("/")[2].removeprefix("cdn.")
        assert (reserved == "1") == ("tdm-reservation" in hosts[host])
    robots = {
        article["outlet"]: article["opt_outs"]
        for article in expected["articles"]
        if any(reason.startswith("robots") for reason in article["opt_outs"])
    }
    assert robots == {
        "anselhafener": ["robots: max-snippet:120"],
        "keldor-post": ["robots: noarchive"],
    }


def test_charsets_decode_as_declared(responses: list[Response]) -> None:
    pages = [r for r in responses if r.headers["content-type"].startswith("text/html")]
    charsets = Counter(page.charset for page in pages if page.status != 301)
    assert charsets["windows-1251"] >= 2
    assert charsets["gb18030"] >= 2
    assert set(charsets) == {"utf-8", "windows-1251", "gb18030"}
    for page in pages:
        if page.status != 301:
            assert "\ufffd" not in page.html


def test_language_and_direction_are_stated(
    expected: dict[str, Any], by_capture: dict[tuple[str, str], Response]
) -> None:
    for article in expected["articles"]:
        page = pages_of(article, by_capture)[-1]
        root = LexborHTMLParser(page.html).css_first("html")
        assert root is not None
        language = root.attributes["lang"]
        assert language is not None
        assert language.startswith(article["lang"])
        rtl = article["lang"] in ("ar", "fa")
        assert (root.attributes.get("dir") == "rtl") == rtl


def test_no_real_host_anywhere(responses: list[Response]) -> None:
    documents = {
        path.name: path.read_text("windows-1251" if "vesti" in path.name else "utf-8")
        for path in (SAMPLE / "feeds").iterdir()
    }
    documents |= {name: (SAMPLE / name).read_text("utf-8") for name in JSON_FILES}
    for response in responses:
        if response.headers["content-type"].startswith("text/html"):
            text = response.html if response.status != 301 else response.body.decode()
            documents[response.url] = text
    for name, text in documents.items():
        hosts = set(ADDRESS.findall(text)) | set(BARE_HOST.findall(text))
        real = {h for h in hosts if not h.endswith(".example")} - STANDARDS
        assert not real, name


def test_feeds_announce_every_article(expected: dict[str, Any]) -> None:
    sources = json.loads((SAMPLE / "sources.json").read_text("utf-8"))
    kinds = Counter(source["feed_kind"] for source in sources)
    assert set(kinds) == {"rss", "atom", "rdf", "json"}
    for source in sources:
        wanted = {
            (article["url"], article["headline"], article["summary"])
            for article in expected["articles"]
            if article["outlet"] == source["id"]
        }
        assert read_feed(source) == wanted, source["id"]


def read_feed(source: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Link without its query, title, and summary without markup, of every entry."""
    if source["feed_kind"] == "json":
        path = SAMPLE / "feeds" / f"{source['id']}.json"
        items = json.loads(path.read_text("utf-8"))["items"]
        return {(item["url"], item["title"], item["summary"]) for item in items}
    content = (SAMPLE / "feeds" / f"{source['id']}.xml").read_bytes()
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.feed.title == source["name"]
    assert all({"published_parsed", "updated_parsed"} & set(e) for e in parsed.entries)
    return {
        (
            entry.link.split("?")[0],
            entry.title,
            re.sub(r"</?p>", "", entry.summary).replace("&amp;", "&"),
        )
        for entry in parsed.entries
    }


def test_statements_stand_where_they_say(expected: dict[str, Any]) -> None:
    for article in expected["articles"]:
        for statement in article["statements"]:
            text = article.get(statement["place"])
            if statement["place"] == "body":
                (content,) = article["body"][statement["block"]].values()
                text = "\n".join(content) if isinstance(content, list) else content
            found = text[statement["start"] : statement["end"]]
            assert found == statement["words"], statement["id"]
