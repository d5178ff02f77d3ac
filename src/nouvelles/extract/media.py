"""Pictures, films and posts that stand in an article's text, with caption and credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import regex

from nouvelles.extract.hints import BIT
from nouvelles.extract.hints import hints as hints_of
from nouvelles.extract.lead_image import split_credit
from nouvelles.extract.lines import Box, Line
from nouvelles.extract.page import Page
from nouvelles.records import Block

#: What names say of boxes whose pictures are not the text's.
_FOREIGN: Final = (
    BIT["related"] | BIT["next"] | BIT["teaser"] | BIT["share"] | BIT["comment"]
    | BIT["newsletter"] | BIT["cookie"] | BIT["ad"] | BIT["byline"] | BIT["menu"]
    | BIT["footer"] | BIT["popup"]
)  # fmt: skip
_CAPTION: Final = BIT["caption"]

#: Pixels below which a picture is a sign, not a photograph.
_SMALL: Final = 100
_SIGN: Final = regex.compile(
    r"\b(?:avatar|icon|logo|pixel|spacer|emoji|blank|badge|button)", regex.IGNORECASE
)
#: The part of the kept lines that the box of the text holds.
_MOST_OF_TEXT: Final = 0.8
_LONGEST_CAPTION: Final = 1_000

#: Names of services by the end of their hosts; of others the host is told.
PROVIDERS: Final = {
    "youtube.com": "youtube", "youtube-nocookie.com": "youtube", "youtu.be": "youtube",
    "vimeo.com": "vimeo", "dailymotion.com": "dailymotion", "twitter.com": "x",
    "x.com": "x", "instagram.com": "instagram", "facebook.com": "facebook",
    "tiktok.com": "tiktok", "t.me": "telegram", "bsky.app": "bluesky",
    "soundcloud.com": "soundcloud", "spotify.com": "spotify",
    "podcasts.apple.com": "apple-podcasts", "datawrapper.de": "datawrapper",
    "dwcdn.net": "datawrapper", "flourish.studio": "flourish", "infogram.com": "infogram",
    "google.com": "google", "openstreetmap.org": "openstreetmap",
    "documentcloud.org": "documentcloud", "rumble.com": "rumble", "reddit.com": "reddit",
}  # fmt: skip
#: Frames of services that measure, sell or ask.
SERVICES: Final = regex.compile(
    r"doubleclick|googlesyndication|googletagmanager|adservice|taboola|outbrain|recaptcha"
    r"|amazon-adsystem|consent|newsletter|disqus|/ads?/|criteo|sharethis|addtoany"
    r"|facebook\.com/plugins/(?:like|page|share|comments)"
)
#: Posts as they stand in a page: a quotation by class, whose last link leads to the post.
_POSTS: Final = {
    "twitter-tweet": "x",
    "instagram-media": "instagram",
    "tiktok-embed": "tiktok",
}
_ADDRESSES: Final = (
    "src", "data-src", "data-lazy-src", "data-original", "data-url", "data-srcset",
    "srcset",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A block that is no text, the line that it stands before, and the lines it uses."""

    place: int
    block: Block
    lines: tuple[int, ...] = ()


def find_media(page: Page, kept: Sequence[int], hints: Sequence[int]) -> list[Medium]:
    """What the text shows besides text, in order: within the box that holds the text.

    `hints` are those of the names of each of the page's boxes.
    """
    if not kept:
        return []
    text = set(kept)
    box = _box_of(page, kept)
    found: list[Medium] = []
    seen: set[str] = set()
    for place in range(box.first, min(box.end, kept[-1] + 1)):
        line = page.lines[place]
        if not line.media or _is_foreign(line, box, hints):
            continue
        if line.media.endswith("img"):
            medium = _picture(page, line, text, box, hints)
        else:
            medium = _embed(page, line)
        if medium is not None and medium.block.url not in seen:
            seen.add(medium.block.url)
            found.append(medium)
    found += _posts(page, box, text)
    return sorted(found, key=lambda medium: medium.place)


def _box_of(page: Page, kept: Sequence[int]) -> Box:
    """The innermost box that holds most of the text."""
    wanted = _MOST_OF_TEXT * sum(len(page.lines[place].text) for place in kept)
    box = page.lines[max(kept, key=lambda place: len(page.lines[place].text))].box
    for around in box.around():
        inside = (
            len(page.lines[place].text)
            for place in kept
            if around.first <= place < around.end
        )
        if sum(inside) >= wanted:
            return around
    return page.boxes[0]


def _is_foreign(line: Line, text_box: Box, hints: Sequence[int]) -> bool:
    for box in line.box.around():
        if box is text_box:
            break
        if box.tag in ("aside", "nav", "footer") or hints[box.index] & _FOREIGN:
            return True
    return False


def _picture(
    page: Page, line: Line, text: set[int], text_box: Box, hints: Sequence[int]
) -> Medium | None:
    node = line.node
    if node is None:
        return None
    attributes = node.attributes
    url = next(
        (u for name in _ADDRESSES if (u := _address(page, attributes.get(name)))), ""
    )
    sizes = (attributes.get("width") or "", attributes.get("height") or "")
    small = any(size.isdecimal() and int(size[:6]) < _SMALL for size in sizes)
    names = f"{attributes.get('class') or ''} {url.rsplit('/', 1)[-1]}"
    if not url or small or _SIGN.search(names):
        return None
    captions = _captions(page, line, text, text_box, hints)
    said = " ".join(page.lines[place].text for place in captions)[:_LONGEST_CAPTION]
    caption, credit = split_credit(said)
    block = Block(kind="image", text=caption, url=url, credit=credit, path=line.path)
    return Medium(place=line.index, block=block, lines=captions)


def _address(page: Page, value: str | None) -> str:
    """The address in an attribute; the last, and largest, of a set of sources."""
    if not value or value.startswith("data:"):
        return ""
    if ", " in value or " " in value.strip():
        value = value.rsplit(",", 1)[-1].strip().split(" ")[0]
    return page.resolve(value)


def _captions(
    page: Page, line: Line, text: set[int], text_box: Box, hints: Sequence[int]
) -> tuple[int, ...]:
    """Lines beside a picture that speak of it: its figure's, or those so named."""
    for box in line.box.around():
        if box is text_box:
            break
        if box.tag == "figure" or hints[box.index] & _CAPTION:
            inside = range(box.first, box.end)
            return tuple(p for p in inside if page.lines[p].text and p not in text)
    found = []
    for place in range(line.index + 1, min(line.index + 3, len(page.lines))):
        following = page.lines[place]
        named = _CAPTION & (hints[following.box.index] | hints_of(following.names))
        if (
            place in text
            or not following.text
            or not (named or following.box.tag == "figcaption")
        ):
            break
        found.append(place)
    return tuple(found)


def _embed(page: Page, line: Line) -> Medium | None:
    node = line.node
    if node is None:
        return None
    url = next(
        (u for name in _ADDRESSES if (u := _address(page, node.attributes.get(name)))),
        "",
    )
    if not url:
        source = node.css_first("source[src]")
        url = _address(page, source.attributes.get("src")) if source else ""
    if not url or SERVICES.search(url):
        return None
    block = Block(kind="embed", url=url, text=_provider(url), path=line.path)
    return Medium(place=line.index, block=block)


def _provider(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    for start in range(len(labels)):
        if name := PROVIDERS.get(".".join(labels[start:])):
            return name
    return host


def _posts(page: Page, text_box: Box, text: set[int]) -> list[Medium]:
    """Posts of which no line is taken for text, by the address that they lead to."""
    found = []
    for box in page.boxes:
        if box.tag != "blockquote" or not text_box.first <= box.first < text_box.end:
            continue
        provider = next((p for name, p in _POSTS.items() if name in box.names), "")
        if not provider or any(place in text for place in range(box.first, box.end)):
            continue
        links = [
            address
            for line in page.lines[box.first : box.end]
            for kind, _, _, address in line.marks
            if kind == "link"
        ]
        url = page.resolve(links[-1]) if links else ""
        if url:
            block = Block(kind="embed", url=url, text=provider, path=box.path)
            used = tuple(range(box.first, box.end))
            found.append(Medium(place=box.first, block=block, lines=used))
    return found
