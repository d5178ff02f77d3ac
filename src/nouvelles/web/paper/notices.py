"""Pages by which readers report comments and notify illegal content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Notice, NoticeForm, NoticeState
from nouvelles.run.desk import notices as kept
from nouvelles.run.desk import reporting
from nouvelles.store import Store
from nouvelles.store import notices as stored
from nouvelles.store.comments import comment_of
from nouvelles.store.complaints import count_complaints
from nouvelles.store.headlines import page_heads
from nouvelles.web.addresses import Addresses
from nouvelles.web.answers import Answer
from nouvelles.web.desk.forms import Form, is_number
from nouvelles.web.desk.pages import page_of
from nouvelles.web.desk.wording import (
    COMPLAINTS,
    MEASURES,
    NOTICES,
    REPORTS,
    WHYS,
)
from nouvelles.web.door import Door
from nouvelles.web.site import Edition, Site
from nouvelles.web.subjects import find_page
from nouvelles.web.words import mark

AGAIN = mark(
    "The form was open for too long, or did not come from this page. Nothing is lost: "
    "read what you wrote and send it again."
)
FLOOD = mark(
    "So much was sent from your network that nothing is taken for some minutes. Nothing "
    "is lost: keep this page open and send it again later."
)
NO_KIND = mark("Say what is wrong with the comment.")
NO_WHY = mark(
    "Say why it is illegal: what it says or shows, and what is wrong with that."
)
NO_FAITH = mark("Confirm that you believe in good faith that what you write is so.")
NO_NAME = mark(
    "Give your name and your e-mail address; only a notice that concerns a minor needs "
    "none."
)
NOT_OURS = mark("There is no such article, story or comment here: copy its address.")
NO_APPEAL = mark(
    "Say why you object; a decision can be objected to once, for six months."
)

#: The field that a fault is about, by what is said of it.
FIELDS: Mapping[str, str] = {
    NO_WHY: "text", NO_FAITH: "faith", NO_NAME: "name", NOT_OURS: "about",
    NO_APPEAL: "text", NO_KIND: "kind",
}  # fmt: skip

#: Days of which the page of transparency tells.
SPAN_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a reader wrote so far."""

    about: str = ""
    kind: str = ""
    text: str = ""
    law: str = ""
    name: str = ""
    email: str = ""
    minor: bool = False
    faith: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be mended in a form, with the status of that answer."""

    words: str
    status: int
    given: Given


def find_comment(store: Store, number: str) -> Comment | None:
    """A comment that readers see, or saw until it was reported."""
    if not is_number(number):
        return None
    with store.read() as connection:
        found = comment_of(connection, int(number))
    seen = (CommentState.SHOWN, CommentState.QUEUED)
    return found if found and found.state in seen else None


def report_page(
    site: Site,
    edition: Edition,
    door: Door,
    comment: Comment,
    *,
    sent: bool,
    said: Said | None,
) -> Answer:
    """The form by which a comment is reported; of what waits it shows no words."""
    now = site.clock().timestamp()
    return site.page(
        edition,
        "report.html",
        lambda at: at.report_comment(comment.id),
        status=said.status if said else 200,
        comment=comment if comment.state is CommentState.SHOWN else None,
        number=comment.id,
        kinds=REPORTS,
        given=said.given if said else Given(),
        said=edition.words.say(said.words) if said else "",
        faulty=FIELDS.get(said.words, "") if said else "",
        sent=sent,
        most=reporting.LONGEST,
        token=door.token(f"report:{comment.id}", now),
        trap=door.trap(now),
    )


def notice_page(
    site: Site, edition: Edition, door: Door, about: str, *, said: Said | None
) -> Answer:
    """The form for a notice of illegal content."""
    now = site.clock().timestamp()
    return site.page(
        edition,
        "notice_form.html",
        Addresses.notice,
        status=said.status if said else 200,
        given=said.given if said else Given(about=_named(site, edition, about)),
        said=edition.words.say(said.words) if said else "",
        faulty=FIELDS.get(said.words, "") if said else "",
        most=kept.LONGEST,
        days=site.settings.comments.notice_days,
        token=door.token("notice", now),
        trap=door.trap(now),
    )


def receipt_page(
    site: Site, edition: Edition, notice: Notice, token: str, *, said: Said | None
) -> Answer:
    """A notice with what became of it, for whoever sent it."""
    now = int(site.clock().timestamp())
    return site.page(
        edition,
        "notice_receipt.html",
        lambda at: at.receipt(token),
        status=said.status if said else 200,
        notice=notice,
        state=edition.words.say(NOTICES[notice.state]),
        measures=MEASURES,
        may_appeal=kept.may_appeal(notice, now),
        until=_until(notice),
        given=said.given if said else Given(),
        said=edition.words.say(said.words) if said else "",
        faulty=FIELDS.get(said.words, "") if said else "",
        most=kept.LONGEST,
        address=edition.addresses.absolute(edition.addresses.receipt(token)),
        is_decided=notice.state is not NoticeState.OPEN,
    )


def transparency_page(site: Site, edition: Edition, store: Store) -> Answer:
    """What was moderated in the last year, in numbers."""
    until = int(site.clock().timestamp()) + 1
    with store.read() as connection:
        since = until - SPAN_DAYS * 86_400
        counts = stored.count_notices(connection, since, until)
        acts = stored.count_acts(connection, since, until)
        complaints = count_complaints(connection, since, until)
    hours = None if counts.median_h is None else max(1, round(counts.median_h))
    return site.page(
        edition,
        "transparency.html",
        Addresses.transparency,
        counts=counts,
        acts=acts,
        complaints=complaints,
        complaint_states=COMPLAINTS,
        hours=hours,
        measures=MEASURES,
        whys=WHYS,
        days=SPAN_DAYS,
    )


def given_notice(form: Form) -> Given:
    """What a notice's form brought."""
    return Given(
        about=form.one("about", 500),
        text=form.one("text", kept.LONGEST),
        law=form.one("law", 500),
        name=form.one("name", 200),
        email=form.one("email", 254),
        minor=bool(form.one("minor")),
        faith=bool(form.one("faith")),
    )


def fault_of(given: Given) -> str:
    """What a notice lacks of what article 16 (2) asks for, "" for nothing."""
    if len(given.text) < 10:
        return NO_WHY
    if not given.faith:
        return NO_FAITH
    if not given.minor and (not given.name or "@" not in given.email):
        return NO_NAME
    return ""


def form_of(given: Given, language: str) -> NoticeForm:
    """A notice as it is kept, without who sent it."""
    return NoticeForm(
        why=given.text,
        law=given.law,
        language=language,
        good_faith=given.faith,
        concerns_minor=given.minor,
    )


def find_about(store: Store, about: str) -> tuple[str, int | None] | None:
    """The page that a notice is about, and the comment if it is one; None for what is
    not here. An address of ours, with `#c12` of a comment, or "comment:12"."""
    kind, _, number = about.rpartition("#c" if "#c" in about else ":")
    with store.read() as connection:
        if is_number(number) and (kind == "comment" or "#c" in about):
            found = comment_of(connection, int(number))
            return (found.page, found.id) if found else None
        page = page_of(about)
        return (page, None) if page in page_heads(connection, [page]) else None


def _named(site: Site, edition: Edition, about: str) -> str:
    """What a notice is about as its form shows it: an article, a story or a comment by
    its address."""
    page, place = about, ""
    kind, _, number = about.partition(":")
    if kind == "comment" and is_number(number) and site.discussion:
        found = site.discussion.comment(int(number))
        if found is not None:
            page, place = found.page, f"#c{found.id}"
    subject = find_page(site, edition, page) if page_of(page) == page else None
    path = subject.path + place if subject else about
    return edition.addresses.absolute(path) if path.startswith("/") else path


def _until(notice: Notice) -> datetime | None:
    if notice.decision is None:
        return None
    return notice.decision.at.astimezone(UTC) + timedelta(seconds=kept.APPEAL_S)
