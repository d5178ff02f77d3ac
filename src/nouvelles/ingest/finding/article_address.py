"""Whether an address looks like that of an article: by its date, its number, its words.

Tuned on the addresses of the 1,005 press pages of the bench and on those that their
menus and footers link to (2026-11-24): of the articles 89 in 100 show a sign, of the
35,498 links of menus, many of which are articles, 15.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, unquote, urlsplit

#: /2026/11/23/, /2026/11/, /2026-11-23, /20261123, /2026/nov/23/
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:[-_/.]?(?:0[1-9]|1[0-2])(?!\d{3,})|[-_/.][1-9][-_/.]"
    r"|[-_/.][a-z]{3,9}[-_/.]\d)"
)

#: A number that a system gave to one text: five digits or more. Years have four.
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)|(?<![a-z\d])[a-z]{1,4}\d{4,}(?![a-z])")

#: Identifiers of letters and digits: 8-4-4-4-12, or a run of hexadecimal digits.
_HEXADECIMAL = re.compile(
    r"(?<![\w])(?=[a-f]*\d)(?:[\da-f]{8,}|[\da-f]{8}-[\da-f-]{20,})"
)

#: A code of letters and digits that fills a segment: /articles/ast1f4445t1futil02sm
_CODE = re.compile(r"(?=(?:[a-z]*\d){3})(?=\d*[a-z])[a-z\d]{10,}")

#: A short number that fills a segment: /archives/2562, /article/987. Years do not count.
_SHORT_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{3,4}")

#: A short number at the end of a name: …/rheinmetall-datenleck-101.html
_NUMBERED_END = re.compile(r"[-_~](?!(?:19|20)\d\d$)\d{3,4}$")

#: The second and later pages of a list: /page/2
_NEXT_PAGE = re.compile(r"/(?:page|seite|pagina|p)/\d{1,4}(?:/|$)")

#: An archive of a year, month or day: /2026/11/, /news/2026/11/23
_ARCHIVE = re.compile(r"/(?:19|20)\d\d(?:[/-]\d{1,2}){0,2}/?$")

#: Queries that lead to something beside the text: an answer to a comment, a button.
_BESIDE = re.compile(r"(?:^|&)(?:replytocom|share|print|action)=", re.I)

#: What stands between the words of a slug.
_BETWEEN = re.compile(r"[-_+., ]+")

#: Ends of names of files that are pages.
_PAGE_END = re.compile(r"\.(?:[sx]?html?|php|aspx?|jsp|cms|ece|amp)$")

#: Ends of names of files that are no pages.
_FILE_END = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|zip|mp[34]|m4a|ogg|webm|css|js|json"
    r"|xml|rss|atom|txt|ics|epub|docx?|xlsx?|pptx?|apk|exe)$"
)

#: Words of a slug that only an article has so many of.
_LONG_SLUG = 4

#: Characters of a slug in a script that needs no spaces, or few words.
_LONG_WORD = 8

#: Parameters of a query that name one text: id, p, newsid, article_id, idx, ArtNr, no.
_QUERY_NAME = re.compile(
    r"(?!(?:cat|category|tag|page|user|author)_?id$).*(?:id|idx|nr|no|^p)"
)


def signs_of_article(url: str) -> int:
    """How many signs of an article an address shows, 0 to 4; -1 for what is none.

    A date counts two, a number one, a long slug one.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)[:500].lower()
    segments = [segment for segment in path.split("/") if segment]
    if not segments and not parts.query:
        return -1
    if _is_list(segments) or _BESIDE.search(parts.query):
        return -1
    if any(other.search(path) for other in (_FILE_END, _NEXT_PAGE, _ARCHIVE)):
        return -1
    segments[-1:] = [_PAGE_END.sub("", one) for one in segments[-1:]]
    last = segments[-1] if segments else ""
    # A folder named like the slug of the article, with index.html or a number in it.
    before = segments[-2] if len(segments) > 1 else ""
    signs = 2 if _DATE.search(path) else 0
    signs += _has_number(path, segments, parts.query)
    return signs + (_is_slug(last) or _is_slug(before))


def _is_list(segments: list[str]) -> bool:
    """Whether a segment of the vocabulary is the last or the last but one.

    Further to the front it may be the folder of articles: /autoren/name/title-of-text.
    """
    return not _not_articles().isdisjoint(segments[-2:])


def _has_number(path: str, segments: list[str], query: str) -> bool:
    rest = _DATE.sub(" ", path)
    if _NUMBER.search(rest) or _HEXADECIMAL.search(rest):
        return True
    if segments and _NUMBERED_END.search(segments[-1]):
        return True
    if any(_CODE.fullmatch(one) or _SHORT_NUMBER.fullmatch(one) for one in segments):
        return True
    return any(
        _QUERY_NAME.fullmatch(name.lower()) and sum(map(str.isdigit, value)) >= 2
        for name, value in parse_qsl(query[:500])
    )


def _is_slug(segment: str) -> bool:
    words = [word for word in _BETWEEN.split(segment) if word]
    if len(words) >= _LONG_SLUG:
        return True
    foreign = sum(1 for sign in segment if sign > "\u2e7f")
    return foreign >= _LONG_WORD


@cache
def _not_articles() -> frozenset[str]:
    data = files("nouvelles.ingest") / "data" / "not_articles.txt"
    lines = data.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and line[0] != "#")
