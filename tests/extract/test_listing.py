"""Lists of articles and articles, in the shapes in which outlets make them."""

import json
from pathlib import Path

import pytest

from nouvelles.errors import Reject
from nouvelles.extract.gate import check_page
from nouvelles.extract.listing import ENOUGH, points, shape_of
from nouvelles.extract.page import Page, read_page
from nouvelles.records import Block

SITE = "https://quay.example"
TEXT = (
    "The harbour council voted on Tuesday to move the fish market, after two years of "
    "argument about noise, lorries and the price of ice. "
)
CHINESE = (
    "港口委员会星期二投票决定搬迁鱼市场，此前两年人们一直就噪音、"
    "卡车和冰价争论不休，居民表示欢迎。"
)


def teaser(n: int, text: str = "") -> str:
    return (
        f'<article class="card"><h3><a href="/2026/11/{n}/fish-market-{n}">The fish market '
        f"moves again, number {n}</a></h3><time>{n} Nov</time><p>{text}</p></article>"
    )


def read(
    body: str, url: str, *, head: str = "", classes: str = "", title: str = "Quay"
) -> Page:
    markup = (
        f"<html><head><title>{title}</title>{head}</head>"
        f'<body class="{classes}"><nav><a href="/">Home</a></nav>{body}'
        "<footer>Published by the Quay press society.</footer></body></html>"
    )
    return read_page(markup, url)


WEBSITE = '<meta property="og:type" content="website">'


def ld(thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


COLLECTION = ld({"@type": "CollectionPage", "name": "World"})
ITEMS = ld(
    {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "NewsArticle",
                "headline": f"The fish market moves, number {n}",
                "url": f"{SITE}/2026/11/{n}/fish-market-{n}",
                "datePublished": "2026-11-03",
            }
            for n in range(12)
        ],
    }
)
SHORT = "".join(teaser(n, "A short teaser.") for n in range(30))
LONG = "".join(teaser(n, TEXT) for n in range(30))
HAN = "".join(
    f'<li><a href="/n/{n}.html">港口委员会决定搬迁鱼市场第{n}号</a><p>{CHINESE}</p></li>'
    for n in range(30)
)

LISTS = {
    "home": read(SHORT, f"{SITE}/", head=WEBSITE),
    "home without anything stated": read(SHORT, SITE),
    "home of long teasers": read(LONG, f"{SITE}/", head=WEBSITE),
    "section": read(SHORT, f"{SITE}/world", head=WEBSITE),
    "section of long teasers": read(LONG, f"{SITE}/world/", head=WEBSITE),
    "section that states its articles": read(LONG, f"{SITE}/world", head=ITEMS),
    "tag": read(LONG, f"{SITE}/tag/fish", classes="archive tag tag-fish"),
    "author": read(LONG, f"{SITE}/author/ana-sa/", classes="archive author"),
    "search": read(SHORT, f"{SITE}/?s=fish", classes="search search-results"),
    "second page": read(SHORT, f"{SITE}/world/page/2", head=COLLECTION),
    "month": read(SHORT, f"{SITE}/2026/11/", head=COLLECTION, classes="archive date"),
    "Chinese section": read(HAN, f"{SITE}/guoji/", head=WEBSITE),
}

PARAGRAPHS = f"<p>{TEXT}</p><p>{TEXT * 2}</p><p>{TEXT}</p>"
ADDRESS = f"{SITE}/2026/11/03/the-fish-market-moves-again"
ASIDE = f"<aside>{SHORT}</aside>"

ARTICLES = {
    "plain": read(f"<h1>Fish</h1>{PARAGRAPHS}", ADDRESS),
    "among teasers": read(f"<h1>Fish</h1>{PARAGRAPHS * 2}{ASIDE}", ADDRESS),
    "among teasers, called a website": read(
        f"<h1>Fish</h1>{PARAGRAPHS * 2}{ASIDE}", ADDRESS, head=WEBSITE
    ),
    "short flash among teasers": read(f"<h1>Fish</h1><p>{TEXT}</p>{ASIDE}", ADDRESS),
    "a link after each paragraph": read(
        "".join(f"<p>{TEXT}</p>{teaser(n)}" for n in range(12)), ADDRESS
    ),
    "WordPress": read(
        f"<h1>Fish</h1><p>{TEXT}</p>{ASIDE}", f"{SITE}/fish/", classes="single-post"
    ),
    "a number for an address": read(
        f"<h1>Fish</h1>{PARAGRAPHS}{ASIDE}", f"{SITE}/story.php?id=4711", head=WEBSITE
    ),
    "Chinese": read(
        f"<h1>鱼</h1><p>{CHINESE * 4}</p>{HAN[:4_000]}", f"{SITE}/n/20261.html"
    ),
    "address unknown": read(f"<h1>Fish</h1>{PARAGRAPHS * 2}{ASIDE}", ""),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str) -> None:
    page = LISTS[name]
    teasers = (Block(kind="paragraph", text=TEXT),) * 6
    assert points(page) >= ENOUGH
    with pytest.raises(Reject) as caught:
        check_page(page, "World", teasers)
    assert caught.value.reason == "index-page"


@pytest.mark.parametrize("name", ARTICLES)
def test_articles(name: str) -> None:
    page = ARTICLES[name]
    assert points(page) < ENOUGH
    check_page(page, "Fish", (Block(kind="paragraph", text=TEXT * 4),))


@pytest.mark.parametrize("name", ["de", "en", "fr"])
def test_a_short_list_without_any_text(name: str) -> None:
    path = Path(__file__).parents[1] / "ingest" / "section_pages" / f"{name}.html"
    page = read_page(path.read_text(encoding="utf-8"), f"{SITE}/news/")
    with pytest.raises(Reject, match="index-page"):
        check_page(page, "News", ())


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-11-03">',
        ld({"@type": "NewsArticle", "headline": "Fish"}),
    ],
)
def test_what_declares_one_article_is_one(head: str) -> None:
    page = read(SHORT, f"{SITE}/world", head=WEBSITE + head)
    assert points(page) >= ENOUGH
    check_page(page, "Fish", (Block(kind="paragraph", text=TEXT * 4),))


def test_running_text_in_one_piece() -> None:
    two = read(f"<p>{TEXT}</p><p>Ad</p><p>{TEXT}</p>", ADDRESS).lines
    assert shape_of(two).run == 2 * len(TEXT.strip())
    parted = read(f"<p>{TEXT}</p>{teaser(1)}<p>{TEXT}</p>", ADDRESS).lines
    assert shape_of(parted).run == len(TEXT.strip())
    assert shape_of(parted).headlines == 1


@pytest.mark.parametrize("url", ["", "http://[x", "nonsense", f"{SITE}/a b?=&;", "//"])
def test_any_address(url: str) -> None:
    assert isinstance(points(read("<p>a</p>", url)), int)
