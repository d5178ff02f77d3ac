"""A page with what was kept and what was left out in colours: a picture for people.

What was kept is green with an unbroken edge. Each reason for leaving something out has
its own colour and edge, and its word stands over the part and shows when pointed at, so
that nobody needs to see colours. The page is bare of programs, styles and addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nouvelles.extract.inert import Label, inert_html
from nouvelles.extract.paths import Paths
from nouvelles.extract.reasons import Left
from nouvelles.extract.render.spans import sound
from nouvelles.records import Article

#: Colours that people with any kind of colour vision tell apart (Okabe and Ito, "Color
#: Universal Design", 2008), without the green, which is that of what was kept.
_COLOURS: Final = ("#E69F00", "#56B4E9", "#D55E00", "#CC79A7", "#0072B2", "#B8A800")
_EDGES: Final = ("dashed", "dotted", "double", "solid")
_KEPT: Final = "#009E73"

#: Reasons in the order in which they take their looks, so that one has the same look on
#: most pages: neighbours in the list stand near each other in pages, and differ.
_USUAL: Final = tuple(Left)

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE: Final = f"""\
:root{{color-scheme:light}}
body{{margin:0;background:#fff;color:#767676;font:1rem/1.5 system-ui,sans-serif;\
overflow-wrap:anywhere}}
.key{{color:#111;background:#fff;border-bottom:2px solid #111;padding:.6rem 1rem}}
.key h1{{font-size:1.1rem;margin:0}} .key p{{margin:.2rem 0 .4rem}}
.key ul{{display:flex;flex-wrap:wrap;gap:.3rem .5rem;margin:0;padding:0;\
list-style:none;font-size:.85rem}}
.key li{{padding:0 .5rem}} .key a{{color:inherit}}
[id]{{scroll-margin-top:9rem}}
main{{padding:1rem;max-width:60rem;margin:auto}}
main table{{border-collapse:collapse;max-width:100%}} main td{{padding:.1rem .4rem}}
main hr{{border:0;border-top:1px solid #ccc}}
main pre{{white-space:pre-wrap}} .box{{display:block}}
main .a{{text-decoration:underline}} .medium{{display:inline-block}}
.kept{{color:#111;border-inline-start:5px solid {_KEPT};background:{_KEPT}1f;\
padding-inline-start:.5rem}}
.left{{color:#333;padding-inline-start:.5rem}}
main :is(p,div,section,aside,nav,header,footer,figure,figcaption,h1,h2,h3,h4,h5,h6,ul,\
ol,dl,li,blockquote,.box).left{{margin-block:.4rem}}
main .left::before,main .kept:not(p)::before{{content:attr(data-why);float:inline-end;\
font:700 .7rem/1.4 system-ui,sans-serif;color:#111;background:#fff;padding:0 .3rem;\
margin-inline-start:.5rem;border:1px solid #767676}}
main :is(table,thead,tbody,tfoot,tr):is(.kept,.left)::before{{content:none}}
main :is(ul,ol):is(.kept,.left){{padding-inline-start:2rem}}
@media (min-width:60rem) and (min-height:40rem)\
{{.key{{position:sticky;top:0;max-height:30vh;overflow:auto}}}}
"""


def coloured(page_html: str, article: Article) -> str:
    """The page as an HTML document of its own that fetches nothing and runs nothing.

    Args:
        page_html: the text of which `article` was made: paths are looked up in it.
    """
    tree = LexborHTMLParser(page_html)
    paths = Paths(tree)
    looks = _looks(left.reason for left in article.left_out)
    said: dict[int, list[tuple[str, str]]] = {}
    lost = 0
    for classes, words, path in _parts(article, looks):
        node = paths.find(path)
        if node is None:
            lost += 1
        else:
            said.setdefault(node.mem_id, []).append((classes, words))
    labels = dict(_labels(said))
    shown = inert_html(tree.body, labels) if tree.body is not None else ""
    named = {label.name for label in labels.values()}
    keys = _keys(article, looks, named, lost)
    return sound(_document(article, keys, _language(tree), shown))


def _parts(article: Article, looks: dict[str, str]) -> Iterable[tuple[str, str, str]]:
    """Class, words and path of all that was kept, then of all that was left out."""
    for block in article.body:
        if block.path:
            yield "kept", f"kept: {block.kind}", block.path
    for left in article.left_out:
        yield f"left {looks[left.reason]}", left.reason, left.path


def _labels(said: dict[int, list[tuple[str, str]]]) -> Iterator[tuple[int, Label]]:
    """One label for each element of which something was kept, or left out, or both.

    The first of each look has its name, so that the key can lead there.
    """
    named = {""}
    for number, parts in said.items():
        classes = parts[0][0]
        name = classes.rpartition(" ")[2]
        words = ", ".join(dict.fromkeys(words for _, words in parts))
        yield number, Label(classes, words, "" if name in named else name)
        named.add(name)


def _looks(reasons: Iterable[str]) -> dict[str, str]:
    """The class of each reason, which no other has while there are classes enough."""
    usual: dict[str, int] = {word: place for place, word in enumerate(_USUAL)}
    looks: dict[str, int] = {}
    for reason in sorted(set(reasons), key=lambda one: (usual.get(one, _NUMBER), one)):
        wanted = usual.get(reason, 0) % _NUMBER
        free = set(range(_NUMBER)).difference(looks.values())
        looks[reason] = wanted if wanted in free else min(free, default=wanted)
    return {reason: f"r{place}" for reason, place in looks.items()}


#: Pairs of a colour and an edge. The last edge is that of what was kept, so that it
#: comes only when the others are used up.
_NUMBER: Final = len(_COLOURS) * len(_EDGES)


def _look(place: int) -> str:
    colour = _COLOURS[place % len(_COLOURS)]
    edge = _EDGES[place // len(_COLOURS)]
    return f".r{place}{{border-inline-start:6px {edge} {colour};background:{colour}26}}"


def _language(tree: LexborHTMLParser) -> str:
    """The attributes of the page's root and body that say how it is read."""
    found: dict[str, str] = {}
    root: LexborNode | None = tree.root
    for node in (root, tree.body):
        if node is not None:
            attributes = node.attributes
            found |= {
                n: attributes[n] or "" for n in ("lang", "dir") if n in attributes
            }
    return "".join(f' {name}="{escape(value)}"' for name, value in found.items())


def _keys(article: Article, looks: dict[str, str], named: set[str], lost: int) -> str:
    """What the colours mean and how often they come, each leading to its first place."""
    counted = Counter(left.reason for left in article.left_out)
    listed = [("kept", f"kept: {_count(len(article.body), 'block')}")]
    listed += [
        (f"left {looks[reason]}", f"{reason}: {number}")
        for reason, number in counted.most_common()
    ]
    keys = []
    for classes, words in listed:
        name = classes.rpartition(" ")[2]
        said = escape(words)
        said = f'<a href="#{name}">{said}</a>' if name in named else said
        keys.append(f'<li class="{classes}">{said}</li>')
    keys.append("<li>grey: neither</li>")
    if lost:
        keys.append(f"<li>not found in the page: {lost}</li>")
    return "".join(keys)


def _document(article: Article, keys: str, language: str, shown: str) -> str:
    doubts = [": ".join(filter(None, (d.code, d.detail))) for d in article.doubts]
    doubted = f"<p>Doubts: {escape('; '.join(doubts))}</p>" if doubts else ""
    styles = _STYLE + "\n".join(map(_look, range(_NUMBER)))
    return f"""\
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width">
<title>{escape(article.headline)}</title>
<style>{styles}</style></head><body>
<header class="key"><h1><bdi>{escape(article.headline)}</bdi></h1>
<p>{escape(article.canonical)}</p>{doubted}
<ul>{keys}</ul></header>
<main{language}>{shown}</main></body></html>
"""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
