"""Pages of comments: all that is said of a subject, one thread, the form, one's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from markupsafe import Markup
from starlette.requests import Request

from nouvelles import discussion
from nouvelles.discussion import Draft, DraftFault
from nouvelles.discussion.draft import COMPLAINT, EMAIL, NAME, QUOTE, shortened
from nouvelles.language.identify import known_primary
from nouvelles.records import Comment, CommentState
from nouvelles.run.discussion.paper import may_edit
from nouvelles.store.comments import OwnComment
from nouvelles.web.addresses import Addresses
from nouvelles.web.answers import JSON, Answer, redirect
from nouvelles.web.door import GATES, Door
from nouvelles.web.notice import notice
from nouvelles.web.paper.failures import absent, failure
from nouvelles.web.paper.paging import page_number
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import Subject, find_page, find_subject
from nouvelles.web.talk import (
    MANY,
    MUCH_ROOM,
    is_closed,
    set_comment,
    show_comment,
    show_talk,
)
from nouvelles.web.told_to import told_to
from nouvelles.web.words import mark

PageFunction = Callable[[Site, Edition, Request], Answer]

#: What a reader is to mend, by what is wrong with the form.
FAULTS: Mapping[DraftFault, str] = {
    DraftFault.NO_TEXT: mark("Your comment has no words yet."),
    DraftFault.LONG_TEXT: mark("Your comment is too long: {most} characters at most."),
    DraftFault.NO_NAME: mark("Give a name; any will do."),
    DraftFault.LONG_NAME: mark("The name is too long: {name} characters at most."),
    DraftFault.EMAIL: mark("This is no e-mail address; you may leave it out."),
    DraftFault.MARKS: mark(
        "So many signs stand above or below one letter that nobody could read it."
    ),
    DraftFault.QUOTE: mark(
        "The passage does not stand in the article as it is shown here: copy it from "
        "there, {quote} characters at most, or leave it out."
    ),
    DraftFault.ENCODING: mark(
        "Some characters did not arrive: your browser did not send UTF-8."
    ),
    DraftFault.PARENT: mark("The comment that you answer is no longer there."),
    DraftFault.CLOSED: mark("Comments here are closed."),
}

#: Why a form is shown again though nothing in it is wrong.
AGAIN = mark(
    "The form was open for too long, or did not come from this page. Nothing is lost: "
    "read what you wrote and send it again."
)
FLOOD = mark(
    "So many comments came from your network that none is taken for some minutes. "
    "Nothing is lost: keep this page open and send it again later."
)
FULL = mark(
    "More comments are waiting than can be read at this moment. Nothing is lost: keep "
    "this page open and send it again later."
)

#: Where a comment cannot be translated.
UNTRANSLATED = mark(
    "No engine of this paper translates this comment well enough; it stays as it is."
)

#: What became of a comment, for its author.
STATES: Mapping[CommentState, str] = {
    CommentState.SHOWN: mark("Your comment is published."),
    CommentState.QUEUED: mark(
        "Your comment waits: a person reads it before it is shown."
    ),
    CommentState.SPAM: mark(
        "Our filter takes your comment for spam, so it is not shown. If the filter is "
        "wrong, a moderator can still publish it."
    ),
    CommentState.REMOVED: mark("A moderator removed your comment."),
    CommentState.DELETED: mark("You deleted this comment; its words are erased."),
}

#: Why a complaint was not taken.
NO_COMPLAINT = mark(
    "Say why the comment should be shown; a decision can be complained of once, for six "
    "months."
)


def form(kind: str, door: Door) -> PageFunction:
    """The page on which a comment is written; `?to=` is the comment that it answers."""

    def page(site: Site, edition: Edition, request: Request) -> Answer:
        name = request.path_params["name"]
        subject = find_subject(site, edition, kind, name)
        if subject is None:
            return absent(site, edition, kind, name)
        parent = read_number(request.query_params.get("to", ""))
        if request.scope["path"] != edition.addresses.write(subject.path):
            return redirect(edition.addresses.write(subject.path, parent), 301)
        if site.discussion is not None:
            site.discussion.taking.warm()
        return form_page(site, edition, door, subject, Draft(parent=parent or None))

    return page


def answer(site: Site, edition: Edition, request: Request) -> Answer:
    """From the number of a comment to the form for an answer to it."""
    number = read_number(request.path_params["number"])
    found = site.discussion.comment(number) if site.discussion and number else None
    subject = find_page(site, edition, found.page) if found else None
    if found is None or subject is None:
        return failure(site, edition, 404)
    return redirect(edition.addresses.write(subject.path, found.id), 302)


def short(site: Site, edition: Edition, request: Request) -> Answer:
    """From the number of a comment to its page."""
    number = read_number(request.path_params["number"])
    found = site.discussion.comment(number) if site.discussion and number else None
    subject = find_page(site, edition, found.page) if found else None
    if found is None or subject is None:
        return failure(site, edition, 404)
    return redirect(edition.addresses.thread(subject.path, found.id), 302)


def read_number(given: str) -> int:
    """The number of a comment in an address; 0 for what is none."""
    is_one = given.isascii() and given.isdecimal() and len(given) <= 18
    return int(given) if is_one else 0


def form_page(
    site: Site,
    edition: Edition,
    door: Door,
    subject: Subject,
    draft: Draft,
    *,
    faults: Sequence[DraftFault] = (),
    said: str = "",
    preview: bool = False,
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (),
) -> Answer:
    """The form with what was written so far, and what is to be mended in it."""
    assert site.discussion is not None
    settings = site.settings.comments
    now = site.clock().timestamp()
    draft = shortened(draft, settings.length)
    parent = find_parent(site.discussion.comments(subject.page), draft.parent)
    limits = {"most": settings.length, "name": NAME, "quote": QUOTE}
    say = edition.words.say
    answer = site.page(
        edition,
        "comment_form.html",
        lambda at: at.write(subject.place(at), draft.parent or 0),
        status=status,
        headers=headers,
        subject=subject,
        draft=draft,
        parent=parent,
        parent_html=set_comment(parent) if parent else "",
        faults=[say(FAULTS[one], **_named(FAULTS[one], limits)) for one in faults],
        faulty=[one.value for one in faults],
        said=said,
        previewed=Markup(discussion.to_html(draft.text)) if preview else "",  # noqa: S704
        is_closed=is_closed(site, subject),
        token=door.token(subject.page, now),
        trap=door.trap(now),
        limits={**limits, "email": EMAIL},
        can_quote=subject.page.startswith("article:"),
        notice=notice(
            site.settings, edition.words, told_to(site.settings, edition.words)
        ),
    )
    return replace(answer, cache="no-store", keep=False)


def _named(message: str, limits: Mapping[str, int]) -> dict[str, int]:
    return {name: value for name, value in limits.items() if f"{{{name}}}" in message}


def find_parent(found: Sequence[Comment], number: int | None) -> Comment | None:
    """The comment of a number among those that are shown."""
    return next(
        (one for one in found if one.id == number and one.state is CommentState.SHOWN),
        None,
    )


def comments(kind: str) -> PageFunction:
    """All that is said of a subject, in parts."""

    def page(site: Site, edition: Edition, request: Request) -> Answer:
        name = request.path_params["name"]
        subject = find_subject(site, edition, kind, name)
        if subject is None:
            return absent(site, edition, kind, name)
        return _part(site, edition, request, subject, None)

    return page


def thread(kind: str) -> PageFunction:
    """One comment with its answers, in parts."""

    def page(site: Site, edition: Edition, request: Request) -> Answer:
        name = request.path_params["name"]
        subject = find_subject(site, edition, kind, name)
        if subject is None:
            return absent(site, edition, kind, name)
        found = find_thread(site, subject, request.path_params["number"])
        if found is None:
            return failure(site, edition, 404)
        return _part(site, edition, request, subject, found)

    return page


def _part(
    site: Site,
    edition: Edition,
    request: Request,
    subject: Subject,
    alone: Comment | None,
) -> Answer:
    """A page of comments, as its address asks for it."""
    number = page_number(request)
    if number is None:
        return failure(site, edition, 404)
    wanted = _beside(edition.addresses, subject.path, alone.id if alone else 0, number)
    if request.scope["path"] != wanted.partition("?")[0]:
        return redirect(wanted, 301)
    return part_page(site, edition, subject, alone, number=number)


def part_page(
    site: Site,
    edition: Edition,
    subject: Subject,
    alone: Comment | None,
    *,
    number: int = 1,
    said: str = "",
) -> Answer:
    """A page of comments: of a subject, or of one comment and its answers. `said` is
    told above them, once."""
    below = alone.id if alone else 0

    def place(at: Addresses) -> str:
        return _beside(at, subject.place(at), below, number)

    talk = show_talk(
        site, edition, subject, number=number, most=MANY, room=MUCH_ROOM, below=below
    )
    if talk is None or number > max(1, talk.parts):
        return failure(site, edition, 404)
    assert site.discussion is not None
    can = alone is not None and may_be_translated(site, edition, alone)
    at, path = edition.addresses, subject.path
    return site.page(
        edition,
        "comments.html",
        place,
        keep=not said,
        subject=subject,
        talk=talk,
        alone=alone,
        said=said,
        can_translate=can,
        translated=site.discussion.interpreter.known(alone, edition.language)
        if alone and can
        else None,
        earlier=_beside(at, path, below, number - 1) if number > 1 else "",
        later=_beside(at, path, below, number + 1) if number < talk.parts else "",
    )


def may_be_translated(site: Site, edition: Edition, comment: Comment) -> bool:
    """Whether a comment is in another language than the edition's, and engines are
    there that may know both."""
    own = known_primary(comment.language)
    is_foreign = bool(own) and own != edition.language
    discussion = site.discussion
    return is_foreign and discussion is not None and discussion.interpreter.is_there


def _beside(at: Addresses, path: str, below: int, number: int) -> str:
    """A part of the comments on a page, or of those below one."""
    return at.thread(path, below, number) if below else at.comments(path, number)


def find_thread(site: Site, subject: Subject | None, number: str) -> Comment | None:
    """A comment that is shown on a subject, by its number in an address."""
    if subject is None or site.discussion is None:
        return None
    return find_parent(site.discussion.comments(subject.page), read_number(number))


def own(site: Site, edition: Edition, request: Request) -> Answer:
    """An author's own comment, by the secret in its address."""
    return own_page(site, edition, request.path_params["token"])


def own_page(
    site: Site,
    edition: Edition,
    token: str,
    *,
    text: str | None = None,
    faults: Sequence[DraftFault] = (),
    complaint: str | None = None,
    status: int = 200,
) -> Answer:
    """What became of a comment, and what its author can still do. `complaint` is one that
    was not taken."""
    found = site.discussion.own(token) if site.discussion else None
    if found is None or site.discussion is None:
        return failure(site, edition, 404)
    from nouvelles.web.desk.wording import COMPLAINTS  # and the desk's records with it

    comment = found.comment
    subject = find_page(site, edition, comment.page)
    limits = {"most": site.settings.comments.length, "name": NAME, "quote": QUOTE}
    say = edition.words.say
    answer = site.page(
        edition,
        "comment_own.html",
        lambda at: at.own_comment(token),
        status=status,
        subject=subject,
        comment=comment,
        shown=show_comment(comment, subject) if subject and comment.text else None,
        state=say(STATES[comment.state]),
        why=_why(site, edition, comment),
        gate=say(GATES[found.gate]) if _waits(found) and found.gate in GATES else "",
        until=datetime.fromtimestamp(found.editable, UTC),
        may_edit=may_edit(found, site.clock().timestamp()),
        text=comment.text if text is None else text,
        faults=[say(FAULTS[one], **_named(FAULTS[one], limits)) for one in faults],
        limits=limits,
        complaints=site.discussion.complaints(comment),
        complaint_states=COMPLAINTS,
        may_complain=site.discussion.may_complain(comment),
        complaint=complaint or "",
        complaint_fault="" if complaint is None else say(NO_COMPLAINT),
        complaint_most=COMPLAINT,
        notice=notice(
            site.settings, edition.words, told_to(site.settings, edition.words)
        ),
        export=f"{edition.addresses.own_comment(token)}/{DATA}",
        is_deleted=comment.state is CommentState.DELETED,
    )
    return replace(answer, cache="no-store", keep=False)


def _why(site: Site, edition: Edition, comment: Comment) -> str:
    """Why a moderator removed it, in words for its author."""
    from nouvelles.web.desk.wording import WHYS

    found = site.discussion.removed_for(comment) if site.discussion else ""
    return edition.words.say(WHYS[found]) if found in WHYS else ""


#: The name under which an author's data are had.
DATA = "data.json"


def own_data(site: Site, edition: Edition, request: Request) -> Answer:
    """All that is kept of a comment and its author, as JSON."""
    token = request.path_params["token"]
    found = site.discussion.export(token) if site.discussion else None
    if found is None:
        return failure(site, edition, 404)
    body = json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    named = (("content-disposition", 'attachment; filename="comment.json"'),)
    return Answer(body=body, media_type=JSON, cache="no-store", headers=named)


def _waits(found: OwnComment) -> bool:
    return found.comment.state is CommentState.QUEUED
