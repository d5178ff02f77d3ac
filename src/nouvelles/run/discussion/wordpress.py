"""Comments out of WordPress's export and into one: what goes where, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from nouvelles.discussion import clean_draft, to_html
from nouvelles.discussion.from_html import to_markdown
from nouvelles.discussion.wxr import FOOT, Imported, read_wxr, write_head, write_post
from nouvelles.errors import InputError
from nouvelles.language.identify import identify
from nouvelles.records import Comment, CommentState
from nouvelles.run.discussion.key import PaperKey
from nouvelles.store import Store
from nouvelles.store import comments as kept
from nouvelles.store.codec import digest16
from nouvelles.store.comment_lists import KeptComment, article_at, number_of_form
from nouvelles.store.comments import NewComment
from nouvelles.store.story_pages import standing

#: Comments that are kept in one transaction.
BATCH = 100

#: WordPress's words for where a comment stands, and ours.
STATES = {
    "1": CommentState.SHOWN,
    "0": CommentState.QUEUED,
    "hold": CommentState.QUEUED,
    "approve": CommentState.SHOWN,
    "spam": CommentState.SPAM,
    "trash": CommentState.REMOVED,
    "post-trashed": CommentState.REMOVED,
}
WORDS = {
    CommentState.SHOWN: "1",
    CommentState.QUEUED: "0",
    CommentState.SPAM: "spam",
    CommentState.REMOVED: "trash",
}


@dataclass(slots=True)
class Tally:
    """What became of the comments of a file; `unknown` are links of posts that the paper
    does not have, with how many comments each."""

    taken: int = 0
    known: int = 0
    pings: int = 0
    empty: int = 0
    unknown: Counter[str] = field(default_factory=Counter)


def import_wxr(
    store: Store,
    key: PaperKey,
    path: Path,
    page: str = "",
    own_page: Callable[[str], str] = lambda _link: "",
) -> Tally:
    """Take the comments of an export in; those that came before are not taken twice.

    `page` is where they all go; without one, each goes to the article whose address its
    post has, or to the page of ours that it is (`own_page` tells which, "" for none).
    Network addresses are not taken.

    Raises:
        InputError: the file is not there, or cannot be read to its end.
    """
    tally = Tally()
    try:
        with path.open("rb") as file:
            found = read_wxr(file, str(path))
            while batch := _some(found):
                with store.write() as connection:
                    for one in batch:
                        where = page or own_page(one.link)
                        _take(connection, key, one, where, tally)
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read: {error.strerror}", "Name a file."
        ) from error
    return tally


def _some(found: Iterator[Imported]) -> list[Imported]:
    return [one for _, one in zip(range(BATCH), found, strict=False)]


def _take(
    connection: Connection, key: PaperKey, one: Imported, page: str, tally: Tally
) -> None:
    if one.kind in ("pingback", "trackback"):
        tally.pings += 1
        return
    where = page or _page_of(connection, one.link)
    if not where:
        tally.unknown[one.link] += 1
        return
    draft = clean_draft({"name": one.author, "text": to_markdown(one.html)})
    if not draft.text:
        tally.empty += 1
        return
    form = _form(one.link, one.id)
    if number_of_form(connection, form) is not None or _is_ours(connection, where, one):
        tally.known += 1
        return
    language, _ = identify(draft.text)
    above = one.parent not in ("", "0") and number_of_form(
        connection, _form(one.link, one.parent)
    )
    comment = Comment(
        id=0,
        page=where,
        name=draft.name or "?",
        text=draft.text,
        at=one.at,
        state=STATES.get(one.approved, CommentState.QUEUED),
        parent=above or None,
        language="" if language == "und" else language,
        home=one.home,
        imported=one.id,
    )
    email = key.encrypt(one.email) if one.email else None
    kept.add_comments(connection, [NewComment(comment=comment, form=form, email=email)])
    tally.taken += 1


def _is_ours(connection: Connection, page: str, one: Imported) -> bool:
    """Whether it is in an export of this very paper, and still here."""
    number = int(one.id) if one.id.isdecimal() and len(one.id) <= 18 else 0
    found = kept.comment_of(connection, number)
    if found is None or found.at != one.at:
        return False
    now = standing(connection, [found.page, page])
    return now[found.page] == now[page]


def _form(link: str, id: str) -> bytes:
    """What stands for the form of an imported comment: it comes once."""
    return digest16(f"wxr\0{link}\0{id}".encode("utf-8", "replace"))


def _page_of(connection: Connection, link: str) -> str:
    """The article of a post's address; "" where the paper has none."""
    try:
        found = article_at(connection, link)
    except InputError:
        return ""
    return f"article:{found}" if found else ""


def wxr_lines(
    comments: Iterable[KeptComment],
    key: PaperKey,
    name: str,
    address: str,
    link_of: Callable[[str], str],
) -> Iterator[bytes]:
    """An export for WordPress; what its authors deleted is not in it. `link_of` gives the
    address of a page."""
    yield write_head(name, address).encode()
    for page, group in groupby(comments, key=lambda one: one.comment.page):
        link = link_of(page)
        of_page = [one for one in group if one.comment.state in WORDS]
        post = write_post(link, page, _exported(of_page, link, key))
        yield "".join(post).encode("utf-8", "replace")
    yield FOOT.encode()


def _exported(
    comments: Sequence[KeptComment], link: str, key: PaperKey
) -> Iterator[Imported]:
    for one in comments:
        comment = one.comment
        yield Imported(
            link=link,
            title="",
            id=str(comment.id),
            author=comment.name,
            html=to_html(comment.text),
            at=comment.at,
            parent=str(comment.parent or 0),
            email=key.decrypt(one.email) if one.email else "",
            home=comment.home,
            approved=WORDS[comment.state],
        )


def exported_json(one: KeptComment, key: PaperKey) -> dict[str, Any]:
    """A comment for other programs, with all that is kept of it."""
    comment = one.comment
    return {
        "id": comment.id,
        "page": comment.page,
        "parent": comment.parent,
        "state": comment.state.value,
        "at": comment.at.isoformat(),
        "edited": comment.edited and comment.edited.isoformat(),
        "name": comment.name,
        "email": key.decrypt(one.email) if one.email else "",
        "home": comment.home,
        "language": comment.language,
        "quote": comment.quote,
        "text": comment.text,
        "staff": comment.staff,
        "question": comment.question,
        "featured": comment.featured,
        "score": one.score,
        "band": one.band,
        "gate": one.gate,
    }
