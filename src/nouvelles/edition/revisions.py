"""What an outlet changed in an article: two texts compared, sentence by sentence.

Equal sentences cancel each other out wherever they stand, so a paragraph that was moved,
split or joined is no change, and the work grows with the length of the texts and not
with its square. Of what is left, sentences that resemble each other are one change;
all others were added or taken out.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import Final, Literal

from nouvelles.edition.passages import (
    WHOLE_LINE,
    Sentence,
    find_passages,
    in_order,
    match_equals,
)
from nouvelles.edition.wording import plain
from nouvelles.language import sentences, shorten
from nouvelles.records import Article, Change

#: Changes kept of two texts, and characters of each side of a change.
LIMIT: Final = 200
LENGTH: Final = 1000
#: What of a long passage is kept before the place where it begins to differ.
_LEADING: Final = 200


def changes(before: Article, after: Article) -> tuple[Change, ...]:
    """What differs in headline, standfirst and body, in the order of the newer text.

    A correction is one change with the whole sentence before and after; sentences that
    were joined or split are one change, too. White space, the forms of quotation marks,
    apostrophes and dashes, invisible characters, pictures, and the order of sentences
    are no change; texts that differ in nothing else give (). At most `LIMIT` changes are
    told, each side at most `LENGTH` characters and cut with "…" round the difference.
    """
    found = [
        *headline_change(before.headline, after.headline),
        *_compare(before, after),
    ]
    return tuple(found[:LIMIT])


def headline_change(before: str, after: str) -> tuple[Change, ...]:
    """The change of a headline, where it is one; all that is known without the texts."""
    if plain(before) == plain(after):
        return ()
    return (Change(field="headline", before=before[:LENGTH], after=after[:LENGTH]),)


def _lines(article: Article) -> list[str]:
    """The standfirst, the paragraphs, and each item of lists and row of tables.

    They are compared together: what one page marks as its standfirst may be no more than
    a first paragraph on the next.
    """
    lines = [article.standfirst]
    for block in article.body:
        if block.kind == "image":
            continue
        # The text of a list or table is that of its items.
        lines += block.items or (block.text,)
    return lines


def _compare(before: Article, after: Article) -> Iterator[Change]:
    old_lines, new_lines = _lines(before), _lines(after)
    lines = match_equals(
        [plain(line) for line in old_lines], [plain(one) for one in new_lines]
    )
    kept = set(lines.values())
    old = _sentences(old_lines, before.language, lines)
    new = _sentences(new_lines, after.language, kept)
    same = match_equals(
        [plain(one.text) for one in old], [plain(one.text) for one in new]
    )
    anchors = [((i, WHOLE_LINE), (j, WHOLE_LINE)) for i, j in lines.items()]
    anchors += [(old[i].place, new[j].place) for i, j in same.items()]
    held = set(same.values())
    # Rows of stars and the like say nothing. More sentences than can be told are not
    # compared either: the page shows another text, and time is short.
    removed = (one for i, one in enumerate(old) if i not in same and one.words)
    added = (one for j, one in enumerate(new) if j not in held and one.words)
    left_over = list(islice(removed, 2 * LIMIT)), list(islice(added, 2 * LIMIT))
    for passage in in_order(find_passages(*left_over, anchors), anchors):
        left, right = _cut(
            " ".join(one.text for one in passage.before),
            " ".join(one.text for one in passage.after),
            before.language,
            after.language,
        )
        line, _ = (passage.after or passage.before)[0].place
        where: Literal["standfirst", "body"] = "body" if line else "standfirst"
        yield Change(field=where, before=left, after=right)


def _sentences(
    lines: Sequence[str], language: str, matched: Container[int]
) -> list[Sentence]:
    """The sentences of the lines that have no equal."""
    return [
        Sentence(text=line[start:end], place=(number, count))
        for number, line in enumerate(lines)
        if number not in matched
        for count, (start, end) in enumerate(sentences(line, language))
    ]


def _cut(before: str, after: str, old_tag: str, new_tag: str) -> tuple[str, str]:
    """Both sides within `LENGTH`, with the place where they begin to differ in them."""
    if len(before) <= LENGTH and len(after) <= LENGTH:
        return before, after
    alike = 0
    for left, right in zip(before, after, strict=False):
        if plain(left) != plain(right):
            break
        alike += 1
    if alike > LENGTH // 2:
        start = alike - _LEADING
        start = before.find(" ", start, alike) + 1 or start
        before, after = "…" + before[start:], "…" + after[start:]
    return shorten(before, LENGTH, old_tag), shorten(after, LENGTH, new_tag)
