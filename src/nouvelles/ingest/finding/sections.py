"""The articles that a page lists, for outlets without a feed: by a rule, or by their
looks.

Without a rule a link is taken for an article's by several signs together: its address
(date, number, long slug), its words, a heading, and whether most of the links that
stand in the same kind of place have such signs. Menus, footers and side columns are
left out first. Figures of the choice are in `tests/ingest/test_sections.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from nouvelles.domains import registered_domain
from nouvelles.ingest.finding.page_links import LinkPage, ancestors, read_links_of
from nouvelles.ingest.finding.section_rule import Rule, parse_rule
from nouvelles.ingest.finding.titled_links import Link, described, grouped, has_words
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.urls import host_of
from nouvelles.records import Entry, Headers

#: Regions that hold no list of news (HTML Standard 4.3 and WAI-ARIA 1.2 landmarks), and
#: the names that outlets without such elements give them.
_ASIDE = (
    "nav, footer, aside, form, dialog, [role=navigation], [role=contentinfo], "
    "[role=complementary], [role=search], [role=menu], [role=menubar], [role=dialog]"
)
_ASIDE_NAMES = (
    {"nav", "navbar", "navigation", "menu", "main-menu", "submenu", "topbar", "footer"}
    | {"site-footer", "site-header", "breadcrumb", "breadcrumbs", "pagination"}
    | {"sidebar", "share", "social", "comments", "cookie", "newsletter", "tags"}
)
_ASIDE_SELECTOR = ", ".join(
    [_ASIDE]
    + [
        f"{tag}{mark}{name}"
        for tag in ("div", "ul", "section")
        for mark in ".#"
        for name in sorted(_ASIDE_NAMES)
    ]
)

#: Links in one kind of place from which on the place itself is a sign.
_REPEATED = 3

#: Articles in one kind of place, half of its links at least, that vouch for the others.
_TELLING = 2


def section_links(
    page: bytes, *, address: str, rule: str = "", headers: Headers = ()
) -> tuple[Entry, ...]:
    """The articles that a page links to, in its order.

    `rule` is a CSS selector of the links or of what holds them, optionally followed by
    " | " and a regular expression that is searched for in the whole address; with
    nothing in front of it, it narrows the automatic choice. "" chooses automatically,
    and among addresses of the page's registered domain only.

    The title is the heading in the link or around it, else the longest text of the
    links to the same address; the date is that of a `<time datetime>` beside it.

    Raises:
        InputError: the rule is no selector or no regular expression.
        NotRead: "no-links-found"; "empty", "too-large", "too-deep" for the page.
    """
    wanted = parse_rule(rule)
    read = read_links_of(page, address=address, headers=headers)
    links = _by_rule(read, wanted) if wanted.selector else _by_looks(read)
    kept = [link for link in links if wanted.admits(link.url)]
    if not kept:
        raise NotRead(Word.NO_LINKS_FOUND, address)
    return tuple(
        Entry(
            feed=address,
            guid=link.url,
            url=link.url,
            title=link.title,
            published=link.published,
            language=read.language,
        )
        for link in kept
    )


def _by_rule(page: LinkPage, rule: Rule) -> list[Link]:
    """What the selector matches: links themselves, or the articles' links within."""
    marked = {node.mem_id for node in rule.select(page.tree)}
    memo: dict[int, int] = {}
    anchors: list[LexborNode] = []
    holders: dict[int, int] = {}
    for anchor in page.tree.css("a[href]"):
        direct = anchor.mem_id in marked
        holder = anchor.mem_id if direct else _holder(anchor, marked, memo)
        if holder:
            anchors.append(anchor)
            holders[anchor.mem_id] = 0 if direct else holder
    links = described(grouped(page, anchors), page)
    held: dict[int, list[Link]] = defaultdict(list)
    kept: set[str] = set()
    for link in links:
        for holder in {holders[node.mem_id] for node in link.nodes}:
            if holder:
                held[holder].append(link)
            else:
                kept.add(link.url)
    for inside in held.values():
        good = [link for link in inside if has_words(link.title) and link.signs >= 0]
        # A card without any telling link: the one with the longest text leads on.
        best = max(inside, key=lambda link: len(link.title))
        kept.update(link.url for link in good or [best])
    return [link for link in links if link.url in kept]


def _by_looks(page: LinkPage) -> list[Link]:
    asides = {node.mem_id for node in page.tree.css(_ASIDE_SELECTOR)}
    memo: dict[int, int] = {}
    anchors = [
        anchor
        for anchor in page.tree.css("a[href]")
        if not _holder(anchor, asides, memo)
    ]
    own = registered_domain(host_of(page.address))
    links = [
        link
        for link in described(grouped(page, anchors), page)
        if link.signs >= 0 and registered_domain(host_of(link.url)) == own
    ]
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[_kind_of_place(link)].append(link)
    telling = {
        kind
        for kind, members in groups.items()
        if sum(map(_is_article, members)) >= max(_TELLING, len(members) / 2)
    }
    repeated = {kind for kind, members in groups.items() if len(members) >= _REPEATED}
    return [
        link
        for link in links
        if _is_article(link)
        or (has_words(link.title) and _kind_of_place(link) in telling)
        or (link.headed and has_words(link.title) and _kind_of_place(link) in repeated)
    ]


def _holder(node: LexborNode, marked: Iterable[int], memo: dict[int, int]) -> int:
    """The nearest marked element round a node, or 0; each element is climbed once."""
    climbed: list[int] = []
    found = 0
    for above in ancestors(node):
        if above.mem_id in memo:
            found = memo[above.mem_id]
            break
        climbed.append(above.mem_id)
        if above.mem_id in marked:
            found = above.mem_id
            break
    memo.update(dict.fromkeys(climbed, found))
    return found


def _kind_of_place(link: Link) -> str:
    """The elements round a link's anchor of words, alike for the items of one list."""
    node = max(link.nodes, key=lambda node: len(node.text()))
    names = [above.tag for _, above in zip(range(4), ancestors(node), strict=False)]
    style = (node.attributes.get("class") or "").split()
    return " ".join([*(name or "" for name in names), *style[:1]])


def _is_article(link: Link) -> bool:
    """Whether a link's own signs are enough."""
    return link.signs >= 2 or (link.signs == 1 and has_words(link.title))
