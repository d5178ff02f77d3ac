"""The headline, standfirst, kicker and site name of a page."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import regex

from nouvelles.extract.page import Page, first_text, text_of
from nouvelles.language import fold, tokens

#: What stands between a headline and the site's name in titles. Hyphens and colons need
#: a space beside them; they occur inside headlines.
_SEPARATOR = regex.compile(
    r"\s*[|｜»«]\s*|\s+[-–—·:]\s+|(?<=\S)[:：]\s+|\s*[–—_]\s*(?=\S)"
)

#: Where a title may be taken apart when its pieces are looked for on the page.
_PIECE = regex.compile(rf"{_SEPARATOR.pattern}|[.。]\s+|\s*[_>]\s*")
_MOST_PIECES: Final = 6

#: Longer "headlines" are paragraphs in the wrong element.
_LONGEST: Final = 300

#: Shares of common words (Jaccard) at which two lines say the same.
SAME_SHARE: Final = 0.8
_RELATED_SHARE: Final = 0.4

_KICKER: Final = ", ".join(
    f"[class*={word} i]" for word in ("kicker", "surtitre", "dachzeile", "eyebrow")
)
_LONGEST_KICKER: Final = 60

#: Bytes of UTF-8, which weigh scripts more evenly than characters.
_SHORTEST_STANDFIRST: Final = 30
#: Names that designers give to the standfirst.
_STANDFIRST: Final = ", ".join(
    f"[class*={word} i], [data-testid*={word} i]"
    for word in (
        "standfirst", "chapo", "chapeau", "vorspann", "entradilla", "sumario", "bajada",
        "subtitle", "sub-title", "subheadline", "article-lead", "anons", "article-dek",
    )
) + ", p.dek, .dek, [data-testid=dek], [itemprop~=description]:not(meta)"  # fmt: skip

#: An end that says that a description was cut off.
_CUT = regex.compile(r"(?:\.\.\.|…|\[…\]|\[&hellip;\])\s*$")


def find_site_name(page: Page) -> str:
    """The outlet's name as the page gives it, or ""."""
    for value in (
        page.meta("og:site_name"),
        first_text(page.article.get("publisher")),
        page.meta("application-name", "publisher", "dc.publisher", "dcterms.publisher"),
    ):
        if value and not value.startswith(("http://", "https://")):
            return value.lstrip("@")
    for node in page.tree.css("[itemprop=publisher] [itemprop=name]"):
        if name := node.attributes.get("content") or text_of(node):
            return name
    return ""


def find_headline(page: Page, site_name: str) -> tuple[str, str]:
    """The headline, without the site's name ("" for a page without any), and that name.

    The page's only h1, if its metadata say much the same; else the part of a title that
    the page shows as a line of its own; else JSON-LD, Open Graph, the title element, an
    h1. A site's name that was not known is what such a title ends in.
    """
    titles = [
        first_text(page.article.get("headline")),
        page.meta("og:title"),
        page.meta("twitter:title"),
        _title(page),
    ]
    stated = [strip_site(text, page.url, site_name) for text in titles]
    stated = [text for text in stated if text and len(text) <= _LONGEST]
    marked = [text_of(node) for node in page.tree.css("[itemprop~=headline]")]
    h1s = [text_of(node) for node in page.tree.css("h1")]
    shown = [text for text in [*h1s, *marked] if 0 < len(text) <= _LONGEST]
    for text in shown:
        if any(overlap(text, other) >= _RELATED_SHARE for other in stated):
            return strip_site(text, page.url, site_name), site_name
    for text in stated:
        if part := _shown_part(text, page.lines):
            return part, site_name or _last_piece(text, part)
    if stated:
        return stated[0], site_name
    return (shown[0] if shown else ""), site_name


def _shown_part(title: str, lines: tuple[str, ...]) -> str:
    """The longest run of a title's pieces that stands on the page as a line, or ""."""
    visible = set(lines)
    cuts = list(_PIECE.finditer(title))[:_MOST_PIECES]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(title)]
    runs = [title[a:b].strip() for a in starts for b in ends if a < b]
    # Ten characters, or five of a script that needs fewer, are more than a section.
    runs = [run for run in runs if len(run.encode()) >= 15 or run == title]
    return max((run for run in runs if run in visible), key=len, default="")


def _last_piece(title: str, part: str) -> str:
    """What a title ends in after the headline: the site's name."""
    rest = title[title.rfind(part) + len(part) :]
    piece = [cut.end() for cut in _PIECE.finditer(rest)]
    return rest[piece[-1] :].strip() if piece else ""


def _title(page: Page) -> str:
    node = page.tree.css_first("head title") or page.tree.css_first("title")
    return text_of(node) if node else ""


def strip_site(text: str, url: str, site_name: str) -> str:
    """A title without the site's name before or after it."""
    names = {fold(site_name), *_host_names(url)} - {""}
    for _ in range(3):
        pieces = list(_SEPARATOR.finditer(text))
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


def _is_site(piece: str, names: set[str]) -> bool:
    folded = fold(piece).strip()
    compact = "".join(tokens(piece))
    for name in names:
        short = "".join(tokens(name))
        if folded == name or compact == short:
            return True
        # "Le Courrier du Val" on courrier-du-val.example: an article, at most.
        if (
            len(short) >= 5
            and compact.endswith(short)
            and len(compact) - len(short) <= 4
        ):
            return True
    return False


def _host_names(url: str) -> set[str]:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return set()
    labels = host.split(".")
    # "bbc.co.uk": its name is not "co".
    inner = [label for label in labels[:-1] if len(label) > 3] or labels[:1]
    return {host, *inner, *(label.replace("-", " ") for label in inner)}


def find_standfirst(page: Page, headline: str, first_paragraph: str) -> str:
    """What stands between headline and text on the page, or "".

    An element whose name says so, or a description that the page shows. What is the
    beginning of a longer paragraph is no standfirst; what is the whole first paragraph
    is, and the body then goes without it.
    """
    shown = "\n".join(page.lines)
    described = [
        first_text(page.article.get("description")),
        page.meta("og:description", "description", "twitter:description"),
    ]
    marked = [text_of(node) for node in page.tree.css(_STANDFIRST)[:2]]
    visible = [text for text in described if " ".join(text.split()) in shown]
    for text in [*visible, *marked]:
        fits = len(text.encode()) >= _SHORTEST_STANDFIRST and len(text) <= 2 * _LONGEST
        if not fits or _CUT.search(text) or overlap(text, headline) >= SAME_SHARE:
            continue
        if not _begins(first_paragraph, text):
            return text
    return ""


def _begins(paragraph: str, description: str) -> bool:
    """Whether a description is the beginning of a longer paragraph."""
    said = tokens(_CUT.sub("", description))
    text = tokens(paragraph)
    # The last word may be cut in the middle.
    kept = max(1, len(said) - 1)
    return text[:kept] == said[:kept] and len(said) < len(text)


def find_kicker(page: Page, headline: str) -> str:
    """The short line above the headline, where its class says so."""
    for node in page.tree.css(_KICKER)[:3]:
        text = text_of(node)
        if 0 < len(text) <= _LONGEST_KICKER and overlap(text, headline) < SAME_SHARE:
            return text
    return ""


def overlap(one: str, other: str) -> float:
    """The share of distinct words that two lines have in common (Jaccard), 0 to 1."""
    a, b = set(tokens(one)), set(tokens(other))
    return len(a & b) / len(a | b) if a and b else 0.0
