"""Titles taken apart: what in them is the headline, what the name of the site."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

import regex

from nouvelles.extract.page import Page, first_text
from nouvelles.language import fold, joined_tokens, tokens

#: Bars, and the letters that stand for one: a click (Latin), a vowel (Hangul).
_BARS: Final = "|｜│∣ǀㅣ"

#: What stands between a headline and the site's name in titles. Hyphens and colons need
#: a space beside them; they occur inside headlines.
SEPARATOR: Final = regex.compile(
    rf"\s*[{_BARS}»«]\s*|\s+[-–—·:•/>]\s+|(?<=\S)[:：]\s+|\s*[–—_]\s*(?=\S)"
)

#: Where a title may be taken apart when its pieces are looked for on the page.
PIECE: Final = regex.compile(rf"{SEPARATOR.pattern}|[.。]\s+|\s*[_>]\s*")

_BAR: Final = regex.compile(rf"\s*[{_BARS}]\s*")
#: The last piece of a title, behind whatever sign.
_LAST: Final = regex.compile(
    rf"\s*[-–—_·•:/>{_BARS}]\s*(?P<piece>[^-–—_·•:/>{_BARS}]{{1,40}})$"
)

_NOT_WORDS = regex.compile(r"[\W_]+")

#: Longer "headlines" are paragraphs in the wrong element.
LONGEST_TITLE: Final = 300
_MOST_PIECES: Final = 6

#: Bytes of UTF-8, and places, that state a part of an h1 as the headline.
_SHORTEST_PART: Final = 12
_AGREED: Final = 2

#: A share of common words (Jaccard) at which two lines say the same.
SAME_SHARE: Final = 0.8


def compact(text: str) -> str:
    """The folded letters and digits of a text alone: "Élysée: non" is "elyseenon"."""
    return _NOT_WORDS.sub("", fold(text))


def overlap(one: str, other: str) -> float:
    """The share of distinct words that two lines have in common (Jaccard), 0 to 1."""
    a, b = set(tokens(one)), set(tokens(other))
    return len(a & b) / len(a | b) if a and b else 0.0


def contained(part: str, whole: str) -> bool:
    """Whether a line's words stand together, in this order, within another."""
    return f" {joined_tokens(part)} " in f" {joined_tokens(whole)} "


def strip_site(text: str, url: str, site_name: str) -> str:
    """A title without the site's name before or after it."""
    if not text or SEPARATOR.search(text) is None:
        return text
    names = {fold(site_name), *_host_names(url)} - {""}
    for _ in range(3):
        pieces = list(SEPARATOR.finditer(text))
        if not pieces:
            return text
        last, first = pieces[-1], pieces[0]
        if _is_site(text[last.end() :], names):
            text = text[: last.start()].strip()
        elif _is_site(text[: first.start()], names):
            text = text[first.end() :].strip()
        else:
            return text
    return text


def is_site(text: str, url: str, site_name: str) -> bool:
    """Whether a line is the name of the site, and no headline."""
    return _is_site(text, {fold(site_name), *_host_names(url)} - {""})


def _is_site(piece: str, names: set[str]) -> bool:
    folded = fold(piece).strip()
    squeezed = "".join(tokens(piece))
    for name in names:
        short = "".join(tokens(name))
        if folded == name or squeezed == short:
            return True
        # "Le Courrier du Val" on courrier-du-val.example: an article, at most.
        if (
            len(short) >= 5
            and squeezed.endswith(short)
            and len(squeezed) - len(short) <= 4
        ):
            return True
    return False


@lru_cache(maxsize=1024)
def _host_names(url: str) -> frozenset[str]:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return frozenset()
    labels = host.split(".")
    # "bbc.co.uk": its name is not "co".
    inner = [label for label in labels[:-1] if len(label) > 3] or labels[:1]
    names = {host, *inner, *(label.replace("-", " ") for label in inner)}
    return frozenset(names - {""})


def stated_titles(page: Page, site_name: str) -> tuple[str, str, str, str]:
    """What JSON-LD, Open Graph, Twitter's meta element and the title element say."""
    texts = (
        first_text(page.article.get("headline")),
        page.meta("og:title"),
        page.meta("twitter:title"),
        page.title,
    )
    kept = tuple(text if len(text) <= LONGEST_TITLE else "" for text in texts)
    return _without_site(kept, page.url, site_name)


@lru_cache(maxsize=16)
def _without_site(
    texts: tuple[str, ...], url: str, site_name: str
) -> tuple[str, str, str, str]:
    """Titles without the site's name; asked several times of each page."""
    known = {text: strip_site(text, url, site_name) for text in texts}
    ld, og, twitter, title = (known[text] for text in texts)
    names = [is_site(text, url, site_name) for text in (og, twitter, title)]
    if any(names) and not all(names):
        og, twitter, title = (
            "" if name else t
            for t, name in zip((og, twitter, title), names, strict=True)
        )
    return ld, og, twitter, title


def stated_part(shown: str, stated: tuple[str, ...]) -> str:
    """The beginning or end of an h1 that two places state as the whole headline, or "".

    The rest of such an h1 is a kicker or a subtitle that stands in the same element.
    """
    for text in dict.fromkeys(stated):
        if len(text.encode()) < _SHORTEST_PART or stated.count(text) < _AGREED:
            continue
        rest = shown.removesuffix(text).removeprefix(text)
        if rest != shown and (rest.endswith(" ") or rest.startswith(" ")):
            return text
    return ""


def shown_part(title: str, visible: set[str]) -> str:
    """The longest run of a title's pieces that stands on the page as a line, or ""."""
    cuts = list(PIECE.finditer(title))[:_MOST_PIECES]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(title)]
    runs = [title[a:b].strip() for a in starts for b in ends if a < b]
    # Ten characters, or five of a script that needs fewer, are more than a section.
    runs = [run for run in runs if len(run.encode()) >= 15 or run == title]
    return max((run for run in runs if run in visible), key=len, default="")


def headline_part(title: str, sections: frozenset[str]) -> tuple[str, str]:
    """The headline in a title that no line of the page repeats, and the site's name.

    What stands behind a bar and is shorter is the site; what then stands at the end and
    is called as one of the site's sections (folded names) is that.
    """
    name = ""
    while bars := list(_BAR.finditer(title)):
        bar = bars[-1]
        if len(title) - bar.end() >= bar.start():
            break
        name = name or title[bar.end() :]
        title = title[: bar.start()]
    while (last := _LAST.search(title)) and fold(last["piece"]).strip() in sections:
        title = title[: last.start()]
    return title, name


def last_piece(title: str, part: str) -> str:
    """What a title ends in after the headline: the site's name."""
    rest = title[title.rfind(part) + len(part) :]
    piece = [cut.end() for cut in PIECE.finditer(rest)]
    return rest[piece[-1] :].strip() if piece else ""


def site_after(title: str, shown: str) -> str:
    return last_piece(title, shown) if shown and title.startswith(shown) else ""
