"""The texts and addresses of feeds: markup to plain text, links to addresses."""

from __future__ import annotations

import html
import re
from html.entities import html5
from urllib.parse import urljoin

import nh3

from nouvelles.errors import InputError
from nouvelles.ingest.feeds.dates import feed_date
from nouvelles.ingest.urls import normalise

__all__ = [
    "BLOCK_TAGS",
    "absolute",
    "feed_date",
    "file_address",
    "language_tag",
    "page_address",
    "plain_text",
]

_BLOCK = (
    "p|br|div|li|ul|ol|h[1-6]|tr|td|th|blockquote|figure|figcaption|hr|section|article"
    "|dl|dt|dd|pre"
)

#: Elements that end a line: without a space, the words on both sides would grow
#: together when the tags are taken away.
BLOCK_TAGS = re.compile(_BLOCK, re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"<(?=/?(?:{_BLOCK})\b)", re.IGNORECASE)

#: A tag, its name (with the slash of a closing one) caught, in a form on whose end every
#: reader of HTML agrees: attributes in quotes, without `<` and `>`. Or a comment. Most
#: tags end behind the name, and are not asked for attributes.
_EASY_TAG = re.compile(
    r"<(?:(/?[A-Za-z][A-Za-z0-9]*+)(?:>|"
    r"(?:[ \t\r\n]++[A-Za-z_:][A-Za-z0-9_.:-]*+"
    r"(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'))?+)*+[ \t\r\n]*+/?>)|!--[^<>]*+(?<=--)>)"
)

#: Elements with no effect on the text around them but the space that they leave. Forms,
#: scripts, frames and foreign markup are not among them: HTML moves or drops their text.
_EASY_BLOCKS = (
    *("p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("blockquote", "figure", "figcaption", "hr", "section", "article"),
    *("dl", "dt", "dd", "pre"),
)
_EASY_WORDS = (
    *("a", "b", "i", "em", "strong", "span", "u", "s", "small", "big", "sub", "sup"),
    *("code", "q", "cite", "abbr", "img", "font", "del", "ins", "mark", "time", "wbr"),
    *("center", "kbd", "samp", "strike", "tt", "var"),
)
_LEFT_BY: dict[str | None, str] = {
    None: "",  # a comment
    **{slash + name: "\n" for name in _EASY_BLOCKS for slash in ("", "/")},
    **{slash + name: "" for name in _EASY_WORDS for slash in ("", "/")},
}

#: Tables are easy where nothing but their own tags stands between cells: HTML moves
#: whatever else is there to the front.
_TABLE = ("table", "tbody", "thead", "tfoot")
_LEFT_IN_TABLES: dict[str | None, str] = {
    **_LEFT_BY,
    **{slash + name: "\n" for name in ("tr", "td", "th") for slash in ("", "/")},
    **{slash + name: "" for name in _TABLE for slash in ("", "/")},
}
_BETWEEN_CELLS = re.compile(
    r"<(?:table|/?(?:tbody|thead|tfoot|tr)|/t[dh])\b[^<>]*+>"
    r"(?![ \t\r\n]*+(?:\Z|</?(?:table|tbody|thead|tfoot|tr|td|th)\b))"
)

#: Every parser of HTML needs time square in the depth of nesting (nh3 0.3: 0.16 s for
#: 8,000, 100 s for 200,000 elements). Texts with more tags lose them one by one.
_MOST_TAGS = 3_000
_ANY_TAG = re.compile(r"<[A-Za-z/!?][^<>]*+>")

#: What the names of HTML stand for, those that end with their semicolon, and numbers of
#: the usual signs.
_SIGNS = {name[:-1]: sign for name, sign in html5.items() if name.endswith(";")}
_SIGNS.update((f"#{ord(sign)}", sign) for sign in (*"\"&'", *"\u00a0–—‘’“”„…"))

#: Takes every tag away, and what stands in scripts and styles.
_BARE = nh3.Cleaner(tags=set(), attributes={})

#: Texts of fewer signs are squeezed word by word.
_FEW_SIGNS = 100

#: A language tag as BCP 47 forms it; anything else is not kept.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

#: An address that `normalise` gives back as it is: a host of letters with a dot, no
#: port, a path without encodings, dot segments and query (a property test holds it so).
_NORMAL_ADDRESS = re.compile(
    r"https?://"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,24}"
    r"(?:/|(?:/[A-Za-z0-9_~!$&'()*+,;=:@-]++(?:\.[A-Za-z0-9_~!$&'()*+,;=:@-]++)*+)++/?)"
)


def plain_text(text: str, *, markup: bool) -> str:
    """Text with single spaces, without tags; scripts and styles are left out.

    Character references are undone also in plain text: feeds escape twice more often
    than they write about HTML.
    """
    if markup and "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = _without_references(text)
    return squeezed(text)


def _without_references(text: str) -> str:
    """As `html.unescape`, in a fraction of the time for references written in full."""
    first, *others = text.split("&")
    parts = [first]
    for other in others:
        name, end, rest = other.partition(";")
        sign = _SIGNS.get(name) if end else None
        # Each reference stands for itself: nothing of one reaches behind the next "&".
        parts.append(html.unescape(f"&{other}") if sign is None else sign + rest)
    return "".join(parts)


def squeezed(text: str) -> str:
    """As `" ".join(text.split())`, three times as fast on texts of usual spacing."""
    if len(text) < _FEW_SIGNS:
        return " ".join(text.split())
    text = text.strip()
    if "\n" in text:
        # Lines are few, and their indentation goes at once.
        text = " ".join(filter(None, map(str.strip, text.split("\n"))))
    if text.isascii():
        # What `str.split` takes for white space in ASCII, but the blank and the line end;
        # one by one in a third of the time of a loop.
        odd = "\t" in text or "\r" in text or "\x0b" in text or "\x0c" in text
        odd = (
            odd or "\x1c" in text or "\x1d" in text or "\x1e" in text or "\x1f" in text
        )
    else:
        odd = not text.isprintable()  # as all white space but the blank is
    if odd:
        return " ".join(text.split())
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _without_tags(text: str) -> str:
    """As nh3 would leave it, without its parser where the tags are easy."""
    pieces: list[str] = _EASY_TAG.split(text)
    tags = pieces[1::2]
    try:
        pieces[1::2] = map(_LEFT_BY.__getitem__, tags)
    except KeyError:
        left = {} if _BETWEEN_CELLS.search(text) else _LEFT_IN_TABLES
        pieces[1::2] = [left.get(tag, "<") for tag in tags]
    rest = "".join(pieces)
    if "<" not in rest:
        return rest
    if text.count("<") > _MOST_TAGS:
        return _ANY_TAG.sub(" ", text)
    return _BARE.clean(_BLOCK_TAG.sub(" <", text))


def language_tag(text: str | None) -> str:
    """A BCP 47 tag, or "" for what is none."""
    tag = (text or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def page_address(base: str, link: str) -> str:
    """The normalised address of a page that is linked from `base`; "" for none."""
    if _NORMAL_ADDRESS.fullmatch(link) and "xn--" not in link:
        return link
    try:
        return normalise(absolute(base, link))
    except InputError:
        return ""


def file_address(base: str, link: str) -> str:
    """The address of a file: as a page's, but its query is left whole."""
    try:
        return normalise(absolute(base, link), keep_tracking=True)
    except InputError:
        return ""


#: What no address holds unescaped (RFC 3986, 2): at the start of a relative one, it is
#: the rest of broken markup.
_BROKEN_START = ('"', "<", ">", "'")


def absolute(base: str, link: str) -> str:
    """The link from where it stands; "" for what cannot be one."""
    if link.startswith(("https://", "http://")):
        return link.strip()
    if link.lstrip().startswith(_BROKEN_START):
        return ""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""
