"""An article by the rule of its site, laid over what is found on any page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.errors import Reject
from nouvelles.extract.article import extract_capture
from nouvelles.extract.dates import read_time
from nouvelles.extract.decode import decode
from nouvelles.extract.names import clean_names
from nouvelles.extract.page import text_of
from nouvelles.extract.paths import path_of
from nouvelles.extract.reasons import Reason
from nouvelles.extract.sites import Marked, SiteRules, mark, rule_for
from nouvelles.records import Article, Capture, Doubt, LeftOut

#: The reason of what a rule leaves out, and the code of doubts about the rule itself.
SITE_RULE: Final = "site-rule"

#: Verdicts on a page's text, which a rule that names the text may know better.
_OVERRULED: Final = frozenset(
    (Reason.NO_TEXT, Reason.TOO_SHORT, Reason.INDEX_PAGE, Reason.SOFT_404)
)
_WORDS: Final = 60
_UTF_8: Final = (("content-type", "text/html; charset=utf-8"),)


def extract_ruled(capture: Capture, sites: Mapping[str, SiteRules]) -> Article:
    """The article of a capture, by its site's rule for that day, where there is one.

    What the rule strips is left out for "site-rule", and where it names the body, so is
    everything outside. A part of the rule that finds nothing on the page gives a doubt
    "site-rule", and the article is as without that part: sites change.

    Raises:
        Reject: as `extract_capture`.
    """
    rule = rule_for(sites, capture.url, capture.at)
    if rule is None:
        return extract_capture(capture)
    found: Article | Reject
    try:
        found = extract_capture(capture)
    except Reject as reject:
        if not rule.body or reject.reason not in _OVERRULED:
            raise
        found = reject
    # Only now: the page was found to be one that can be parsed in bounded time.
    html = decode(capture.body, capture.header("content-type")).text
    tree = LexborHTMLParser(html)
    marked = mark(rule, tree)
    if marked.body or marked.strip:
        found = _narrowed(capture, found, tree, marked)
    if isinstance(found, Reject):
        raise found
    return _with_fields(found, marked)


def _narrowed(
    capture: Capture,
    whole: Article | Reject,
    tree: LexborHTMLParser,
    marked: Marked,
) -> Article | Reject:
    """The article with the text that the rule leaves of the page.

    The page is read again without the rest, whose elements stay, empty, so that paths
    lead to the same places. Where no text is left, what was known stands.
    """
    inside = [path_of(node) for node in _nodes(tree, marked.body)]
    dropped = _nodes(tree, marked.strip)
    stripped = [_left_out(path_of(node), text_of(node)) for node in dropped]
    for node in dropped:
        _empty(node)
    if marked.body:
        _empty_others(tree, marked.body)
    page = replace(capture, headers=_UTF_8, body=(tree.html or "").encode())
    try:
        part = extract_capture(page)
    except Reject as reject:
        if isinstance(whole, Reject):
            return whole
        doubt = Doubt(code=SITE_RULE, detail=f"body: {reject.reason}")
        return replace(whole, doubts=(*whole.doubts, doubt))
    if isinstance(whole, Reject):
        return replace(part, left_out=(*stripped, *part.left_out))
    told = [left.path for left in stripped] + [block.path for block in part.body]
    told += inside
    outside = [
        _left_out(block.path, block.text)
        for block in whole.body
        if block.path and not _within(block.path, told)
    ]
    elsewhere = [left for left in whole.left_out if not _within(left.path, inside)]
    known = [left.path for left in (*stripped, *outside, *elsewhere)]
    rest = [left for left in part.left_out if left.path not in known]
    left_out = (*stripped, *outside, *elsewhere, *rest)
    return replace(
        whole, body=part.body, left_out=left_out, free_blocks=part.free_blocks
    )


def _left_out(path: str, words: str) -> LeftOut:
    return LeftOut(reason=SITE_RULE, path=path, words=words[:_WORDS])


def _within(path: str, others: list[str]) -> bool:
    return any(
        path == other or path.startswith(f"{other}/") for other in others if other
    )


def _nodes(tree: LexborHTMLParser, numbers: frozenset[int]) -> list[LexborNode]:
    return [node for node in tree.css("*") if node.mem_id in numbers] if numbers else []


def _empty(node: LexborNode) -> None:
    """Take from an element all that it says; its place stays taken."""
    for child in list(node.iter(include_text=True)):
        child.decompose()
    for name in list(node.attributes):
        del node.attrs[name]


def _empty_others(tree: LexborHTMLParser, numbers: frozenset[int]) -> None:
    """Empty all of a page's body that is neither in the elements named nor round them."""
    round_them: set[int] = set()
    for node in _nodes(tree, numbers):
        above = node.parent
        while above is not None and above.mem_id not in round_them:
            round_them.add(above.mem_id)
            above = above.parent
    pending = [tree.body] if tree.body is not None else []
    while pending:
        for child in list(pending.pop().iter(include_text=True)):
            if child.mem_id in numbers:
                continue
            if child.mem_id in round_them:
                pending.append(child)
            elif child.is_element_node:
                _empty(child)
            else:
                child.decompose()


def _with_fields(article: Article, marked: Marked) -> Article:
    """An article with the single fields that the rule found."""
    doubts = [Doubt(code=SITE_RULE, detail=f"{what}: none") for what in marked.missing]
    names = tuple(
        name for text in marked.byline for name in clean_names(text) or [text]
    )
    written = read_time(marked.published)
    if marked.published and written is None:
        detail = f"published: {marked.published[:_WORDS]}"
        doubts.append(Doubt(code=SITE_RULE, detail=detail))
    return replace(
        article,
        headline=marked.headline or article.headline,
        kicker=marked.kicker or article.kicker,
        standfirst=marked.standfirst or article.standfirst,
        byline=names or article.byline,
        published=written.at if written else article.published,
        day_only=written.day_only if written else article.day_only,
        doubts=(*article.doubts, *doubts),
    )
