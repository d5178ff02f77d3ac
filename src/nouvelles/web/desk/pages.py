"""How comments on one page are moderated: read first, published first, closed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nouvelles.records import PageMode
from nouvelles.run.desk.rules import set_page_rule
from nouvelles.store import page_modes
from nouvelles.store.comments import page_rule
from nouvelles.store.headlines import PageHead, page_heads
from nouvelles.store.page_modes import OwnRule
from nouvelles.web.addresses import split_name
from nouvelles.web.answers import Answer
from nouvelles.web.desk.asking import Ask, Desk, render, see
from nouvelles.web.desk.wording import MODES, page_path

#: Rules of pages that are listed, the last decided first.
MOST = 200

_PAGE = re.compile(r"(article|story):[A-Za-z0-9_]{1,64}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A page with a rule of its own."""

    rule: OwnRule
    head: PageHead | None
    path: str
    mode: str


def pages(desk: Desk, ask: Ask) -> Answer:
    """The pages with rules of their own; and one that was asked for."""
    return _page(desk, ask, ask.query.get("of", ""))


def decide(desk: Desk, ask: Ask) -> Answer:
    """Give a page a rule."""
    page, mode = page_of(ask.form.one("of", 500)), ask.form.one("mode")
    with desk.store.read() as connection:
        held = page_heads(connection, [page] if page else ())
    if not held or mode not in MODES:
        words = ask.edition.words.say("There is no such article or story here.")
        return _page(desk, ask, ask.form.one("of", 500), fault=words, status=400)
    closed = bool(ask.form.one("closed"))
    set_page_rule(
        desk.store,
        page,
        PageMode(mode) if mode else None,
        closed=closed,
        who=ask.who,
        now=ask.now,
    )
    return see(ask.at("pages"))


def page_of(given: str) -> str:
    """A page's name ("article:ID") out of what somebody gave: that name, or an address
    of the paper; "" where it is neither."""
    if _PAGE.match(given):
        return given
    path = re.sub(r"https?://[^/]*", "", given).partition("?")[0].partition("#")[0]
    parts = [part for part in path.split("/") if part]
    found = split_name(parts[-1]) if len(parts) == 3 else None
    if found is None:
        return ""
    kind = "article" if parts[1] == "article" else "story"
    page = f"{kind}:{found[1]}"
    return page if _PAGE.match(page) else ""


def _page(
    desk: Desk, ask: Ask, given: str, *, fault: str = "", status: int = 200
) -> Answer:
    page = page_of(given)
    with desk.store.read() as connection:
        rules = page_modes.own_rules(connection, MOST)
        heads = page_heads(connection, {*(one.page for one in rules), page} - {""})
        rule = page_rule(connection, page)
    at, words = ask.edition.addresses, ask.edition.words
    ruled = [
        Ruled(
            rule=one,
            head=heads.get(one.page),
            path=page_path(at, heads[one.page]) if one.page in heads else "",
            mode=words.say(MODES[one.mode or ""]),
        )
        for one in rules
    ]
    return render(
        desk,
        ask,
        "pages.html",
        status=status,
        fault=fault,
        ruled=ruled,
        modes=MODES,
        everywhere=words.say(MODES[_everywhere(desk)]),
        given=given,
        head=heads.get(page),
        mode=rule.mode.value if rule.mode else "",
        closed=rule.closed is not None,
    )


def _everywhere(desk: Desk) -> str:
    mode = desk.store.settings.comments.moderation
    return mode if mode in MODES else PageMode.AFTER.value
