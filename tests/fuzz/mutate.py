"""Pages made of pages: small ones that we wrote, cut, spliced, repeated and damaged."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from tests.fuzz.shapes import DATA, PIECES, PLACES

HERE = Path(__file__).parent
_FOLDERS = (
    HERE / "corpus",
    HERE.parent / "extract" / "pages",
    HERE.parent / "ingest" / "section_pages",
)
#: A mutated page is no longer than this: what is fuzzed is structure, not size.
LONGEST = 60_000

_CODECS = ("utf-16", "utf-16-le", "cp1252", "cp1251", "shift_jis", "gb18030", "utf-7")
_TAG = re.compile(rb"<[^>]{0,200}>")
_VALUE = re.compile(rb"\"[^\"]{0,300}\"")

Mutation = Callable[[Random, bytes], bytes]


@cache
def corpus() -> tuple[bytes, ...]:
    """The pages that we wrote, in the order of their names."""
    paths = sorted(path for folder in _FOLDERS for path in folder.glob("*.html"))
    return tuple(path.read_bytes() for path in paths)


def _place(random: Random, page: bytes) -> tuple[int, int]:
    """A part of a page, mostly a short one."""
    start = random.randrange(len(page) + 1)
    length = int(random.expovariate(1 / 80))
    return start, min(len(page), start + length)


def cut(random: Random, page: bytes) -> bytes:
    return page[: random.randrange(len(page) + 1)]


def drop(random: Random, page: bytes) -> bytes:
    start, end = _place(random, page)
    return page[:start] + page[end:]


def repeat(random: Random, page: bytes) -> bytes:
    start, end = _place(random, page)
    return page[:end] + page[start:end] * random.choice((1, 2, 9, 60)) + page[end:]


def swap(random: Random, page: bytes) -> bytes:
    first, second = sorted((_place(random, page), _place(random, page)))
    (a, b), (c, d) = first, (max(first[1], second[0]), max(first[1], second[1]))
    return page[:a] + page[c:d] + page[b:c] + page[a:b] + page[d:]


def splice(random: Random, page: bytes) -> bytes:
    other = random.choice(corpus())
    start, _ = _place(random, page)
    return page[:start] + other[random.randrange(len(other)) :]


def flip(random: Random, page: bytes) -> bytes:
    found = bytearray(page)
    for _ in range(random.choice((1, 3, 20))):
        if found:
            found[random.randrange(len(found))] = random.randrange(256)
    return bytes(found)


def insert(random: Random, page: bytes) -> bytes:
    piece = random.choice((*PIECES, *DATA)) * random.choice((1, 1, 2, 40))
    start, _ = _place(random, page)
    return page[:start] + piece.encode() + page[start:]


def frame(random: Random, page: bytes) -> bytes:
    """A part of the page in one of the places of shapes, before the page."""
    start, end = _place(random, page)
    inside = page[start:end].decode("utf-8", "replace")
    return random.choice(list(PLACES.values())).format(inside).encode() + page


def lose_tag(random: Random, page: bytes) -> bytes:
    tags = list(_TAG.finditer(page))
    if not tags:
        return page
    tag = random.choice(tags)
    return page[: tag.start()] + page[tag.end() :]


def move_tag(random: Random, page: bytes) -> bytes:
    tags = list(_TAG.finditer(page))
    if not tags:
        return page
    tag, (start, _) = random.choice(tags), _place(random, page)
    return page[:start] + tag[0] + page[start:]


def change_value(random: Random, page: bytes) -> bytes:
    values = list(_VALUE.finditer(page))
    if not values:
        return page
    value, other = random.choice(values), random.choice(values)
    new = random.choice((b'""', other[0], b'"' + random.randbytes(6) + b'"'))
    return page[: value.start()] + new + page[value.end() :]


def recode(random: Random, page: bytes) -> bytes:
    text = page.decode("utf-8", "replace")
    return text.encode(random.choice(_CODECS), "replace")


MUTATIONS: tuple[Mutation, ...] = (
    cut, drop, repeat, swap, splice, flip, insert, frame, lose_tag, move_tag,
    change_value, recode,
)  # fmt: skip


def mutated(random: Random) -> bytes:
    """A page of the corpus after one to eight mutations."""
    page = random.choice(corpus())
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        page = random.choice(MUTATIONS)(random, page)[:LONGEST]
    return page


def context(random: Random) -> tuple[str, str]:
    """An address and a Content-Type that a page may come with."""
    url = random.choice(
        (
            "https://quay.example/2026/03/12/fish-market", "https://quay.example/", "",
            "http://[::1", "https://xn--qa-xka.example/a?b=c#d", "quay.example/a",
            "https://quay.example/%ff%00/" + "a" * random.choice((1, 3_000)),
        )
    )  # fmt: skip
    kind = random.choice(
        (
            "text/html; charset=utf-8",
            "text/html",
            "",
            "text/html; charset=gbk",
            "a/b/c; x",
        )
    )
    return url, kind
