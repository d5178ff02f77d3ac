"""What is no article: told before parsing where possible, else from what was found."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import regex

from nouvelles.errors import Reject
from nouvelles.extract.page import Page, text_of, types_of
from nouvelles.extract.reasons import Reason
from nouvelles.language import fold
from nouvelles.language.fold import UNSPACED
from nouvelles.markup import excess
from nouvelles.records import Block, Capture

#: First bytes of formats that are sent as pages (WHATWG MIME Sniffing, section 6 and 7,
#: as known 2026-11-23).
_SIGNATURES: Final = (
    (b"%PDF-", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"),
    (b"RIFF", "riff"), (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"OggS", "ogg"),
    (b"ID3", "mp3"), (b"\x00\x00\x00\x18ftyp", "mp4"), (b"\x7fELF", "elf"),
    (b"\x00asm", "wasm"), (b"wOFF", "font"), (b"wOF2", "font"), (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"), (b"\xd0\xcf\x11\xe0", "office"),
)  # fmt: skip
_HTML_TYPES: Final = (
    "text/html",
    "application/xhtml+xml",
    "application/xml",
    "text/xml",
)
_BEGINS_AS_HTML = regex.compile(
    rb"^(?:\s|<!--.*?-->)*<(?:!doctype html|html)\b", regex.I | regex.S
)
_FEED = regex.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*)*"
    rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml|svg)\b",
    regex.I | regex.S,
)
_MARKUP = regex.compile(rb"<[a-zA-Z!/]")
_SNIFFED_BYTES: Final = 65_536

#: Fewer characters are no article. Half of what trafilatura takes for a failed
#: extraction (MIN_EXTRACTED_SIZE = 250): news flashes of two sentences pass. The
#: shortest true body among 365 of our bench has 346, counted so.
SHORTEST: Final = 120

#: A character of a script without spaces counts for two, as in the length of a post
#: (twitter-text v3 configuration: weight 200 outside of Latin, Cyrillic, Arabic …).
_WIDE = regex.compile(rf"[{UNSPACED}]")

#: A page that says that it holds nothing is short; an article about such pages is not.
_SOFT_404_LONGEST: Final = 1_500
_SOFT_404_HEAD: Final = 80

#: Headlines of pages that are not there, folded (as the error pages of large content
#: management systems say it, in the languages of our sample).
_MISSING: Final = (
    "404", "page not found", "not found", "page cannot be found", "page doesn't exist",
    "page introuvable", "page non trouvee", "cette page n'existe pas",
    "seite nicht gefunden", "pagina no encontrada", "pagina nao encontrada",
    "pagina non trovata", "pagina niet gevonden", "sidan hittades inte",
    "siden blev ikke fundet", "nie znaleziono strony", "strona nie istnieje",
    "stranka nenalezena", "sayfa bulunamadi", "страница не найдена",
    "сторінку не знайдено", "сторінка не знайдена", "الصفحة غير موجوده", "صفحه پيدا نشد",
    "页面不存在", "找不到页面", "页面未找到", "ページが見つかりません",
    "페이지를 찾을 수 없습니다",
)  # fmt: skip

#: schema.org types of pages that list others.
_LISTING: Final = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})

#: A list of links: at least so many, and less running text than so many characters.
_INDEX_LINKS: Final = 30
_INDEX_TEXT: Final = 700
#: A home page has no text of its own, so fewer links tell it.
_HOME_LINKS: Final = 10
#: Shorter paragraphs are teasers.
_RUNNING: Final = 120

_REFRESH = regex.compile(r"^\s*(\d+)\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", regex.I)
_REFRESH_SOON: Final = 5


def check_capture(capture: Capture) -> None:
    """Reject a capture that is no whole HTML page, without parsing it.

    Raises:
        Reject: redirect, http-status, too-large, empty-page, not-html.
    """
    if 300 <= capture.status < 400:
        raise Reject(Reason.REDIRECT, capture.header("location") or str(capture.status))
    if capture.status != 200:
        raise Reject(Reason.HTTP_STATUS, str(capture.status))
    if capture.truncated:
        raise Reject(Reason.TOO_LARGE, "truncated")
    check_format(capture.body, capture.header("content-type"))


def check_format(page: bytes, content_type: str) -> None:
    """Reject bytes that are not a page.

    Raises:
        Reject: empty-page, not-html.
    """
    start = page[:_SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not start:
        raise Reject(Reason.EMPTY_PAGE)
    for signature, name in _SIGNATURES:
        if page.startswith(signature):
            raise Reject(Reason.NOT_HTML, name)
    declared = content_type.partition(";")[0].strip().lower()
    if _BEGINS_AS_HTML.match(start):
        return
    if _FEED.match(start):
        raise Reject(Reason.NOT_HTML, "feed, sitemap or drawing")
    if (
        declared
        and not declared.startswith(("text/", *_HTML_TYPES))
        and "/" in declared
    ):
        raise Reject(Reason.NOT_HTML, declared)
    if start[:1] in b"{[":
        raise Reject(Reason.NOT_HTML, "json")
    wide = page[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not _MARKUP.search(start) and not wide:
        raise Reject(Reason.NOT_HTML, declared or "no markup")


def check_bounded(text: str) -> None:
    """Reject a page that would keep the parsers busy for long: too-large."""
    if much := excess(text):
        raise Reject(Reason.TOO_LARGE, much)


def check_page(page: Page, headline: str, blocks: tuple[Block, ...]) -> None:
    """Reject a page that is no article, by what was found on it.

    Raises:
        Reject: redirect, soft-404, index-page, no-text, too-short.
    """
    length = weighted_length(blocks)
    if length < SHORTEST and (address := _refresh(page)):
        raise Reject(Reason.REDIRECT, address)
    if length < _SOFT_404_LONGEST and _says_missing(page, headline):
        raise Reject(Reason.SOFT_404, headline)
    if _is_index(page, blocks):
        raise Reject(Reason.INDEX_PAGE)
    if not length:
        raise Reject(Reason.NO_TEXT)
    if length < SHORTEST:
        raise Reject(Reason.TOO_SHORT, str(length))


def weighted_length(blocks: tuple[Block, ...]) -> int:
    """Characters of text, those of scripts without spaces counted twice."""
    texts = [block.text for block in blocks if block.kind != "image"]
    return sum(len(text) + len(_WIDE.findall(text)) for text in texts)


def _refresh(page: Page) -> str:
    """Where a page sends its reader on within seconds, or ""."""
    match = _REFRESH.match(page.meta("refresh"))
    if match is None or int(match[1][:6]) > _REFRESH_SOON:
        return ""
    address = page.resolve(match[2])
    return "" if address == page.url else address


def _says_missing(page: Page, headline: str) -> bool:
    if page.article.get("datePublished"):
        return False
    title = page.tree.css_first("title")
    for text in (headline, text_of(title) if title else ""):
        said = fold(text).replace("’", "'")
        if len(said) > _SOFT_404_HEAD:
            continue
        for words in _MISSING:
            # "404" is part of many headlines: only a title that begins with it counts.
            if said.startswith(words) or (words != "404" and words in said):
                return True
    return False


def _is_index(page: Page, blocks: tuple[Block, ...]) -> bool:
    """Whether a page lists articles rather than being one."""
    if _states_article(page):
        return False
    running = sum(
        weighted_length((block,))
        for block in blocks
        if block.kind in ("paragraph", "quote")
        and weighted_length((block,)) >= _RUNNING
    )
    links = len(page.tree.css("body a[href]"))
    lists = any(_LISTING & set(types_of(thing)) for thing in page.things)
    parts = urlsplit(page.url)
    home = bool(parts.netloc) and parts.path in ("", "/") and not parts.query
    if home or lists:
        return links >= _HOME_LINKS and running < 3 * _INDEX_TEXT
    if links < _INDEX_LINKS:
        return False
    return running < _INDEX_TEXT and links * 60 > running * 2 and _states_site(page)


def _states_article(page: Page) -> bool:
    if page.article or page.meta("article:published_time"):
        return True
    if page.meta("og:type").lower() in ("article", "news", "blog", "video.other"):
        return True
    return page.tree.css_first("[itemprop~=articleBody]") is not None


def _states_site(page: Page) -> bool:
    return page.meta("og:type").lower() in ("website", "site", "object")
