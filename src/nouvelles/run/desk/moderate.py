"""What moderators do with comments: each act in one transaction, with all that follows.

An act changes comments and notes each as it was; it settles what readers reported of
them, teaches the site's filter where it says what is spam and what is none, lets the
pages know, and leaves a line in the audit. Undoing takes all of that back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from nouvelles.records import Comment, CommentState
from nouvelles.records.desk import Act, BanKind, NotedAct, Why
from nouvelles.run.desk import learning
from nouvelles.run.desk.redaction import MARK, is_redaction
from nouvelles.store import Store, bans, moderation, reports
from nouvelles.store.audit import note_audit
from nouvelles.store.moderation import Batch, Change, Step, in_state
from nouvelles.store.readtables import count_change, count_erasure

#: Comments that one transaction changes: none may hold the others up for long.
AT_ONCE = 50

_STATES = {
    Act.APPROVE: CommentState.SHOWN,
    Act.QUEUE: CommentState.QUEUED,
    Act.SPAM: CommentState.SPAM,
    Act.REMOVE: CommentState.REMOVED,
    Act.HIDE: CommentState.QUEUED,
}
#: Acts that decide what readers reported.
_SETTLING = (Act.APPROVE, Act.SPAM, Act.REMOVE, Act.REDACT)


@dataclass(frozen=True, slots=True)
class Done:
    """A batch's number, 0 for nothing done; its comments; those to which it did not
    apply."""

    batch: int
    comments: tuple[int, ...]
    passed: int = 0


def decide(
    store: Store, ids: Sequence[int], act: Act, *, why: str = "", who: str, now: int
) -> Done:
    """Do one act on comments; what their authors deleted is passed over."""
    return _do(store, ids, act, _change(act), why=why, who=who, now=now)


def redact(
    store: Store, id: int, text: str, *, hide_name: bool, who: str, now: int
) -> Done:
    """Take personal data out of a comment: a mark in the place of the author's words.

    Nothing is done when `text` is not the author's with marks for some of its words.
    """

    def change(comment: Comment) -> Comment | None:
        name = MARK if hide_name else comment.name
        if (text, name) == (comment.text, comment.name):
            return None
        if not is_redaction(comment.text, text):
            return None
        return replace(comment, text=text, name=name)

    return _do(store, [id], Act.REDACT, change, why=Why.PRIVATE.value, who=who, now=now)


def undo(store: Store, batch: int, *, who: str, now: int) -> Done:
    """Take a batch back, as far as nothing was decided after it."""
    with store.read() as connection:
        noted = moderation.acts_of_batch(connection, batch)
    done: list[int] = []
    with store.write() as connection:
        taken = moderation.undo_batch(connection, batch, now)
        for step in taken.steps:
            if step.act in _SETTLING:
                reports.reopen(connection, step.comment_id, step.who, step.at)
            done.append(step.comment_id)
        learning.unteach(connection, taken.steps, now)
        lifted = _lift(connection, noted, now)
        if taken.steps or lifted:
            about = _named(done) or ", ".join(lifted)
            note_audit(connection, who, "undo", about=about, detail=str(batch), now=now)
            count_change(connection)
    passed = 0 if lifted else taken.passed
    return Done(batch if done or lifted else 0, tuple(done), passed)


def hold_back(
    store: Store,
    kind: BanKind,
    value: str,
    *,
    until: int | None,
    why: str,
    who: str,
    now: int,
    comment: int | None = None,
) -> int | None:
    """Hold comments back for a word, a host or a ring; the batch to undo it by, None
    where it is so already."""
    with store.write() as connection:
        number = bans.add_ban(
            connection, kind, value, until=until, who=who, why=why, now=now
        )
        if number is None:
            return None
        batch = moderation.note_act(
            connection,
            f"ban {kind.value}",
            comment=comment,
            why=f"{number} {value}",
            who=who,
            now=now,
        )
        note_audit(
            connection, who, f"ban {kind.value}", about=value, detail=why, now=now
        )
    return batch


def let_in(store: Store, number: int, *, who: str, now: int) -> bool:
    """Lift a ban; whether there was one."""
    with store.write() as connection:
        lifted = bans.lift_ban(connection, number, now)
        if lifted is not None:
            act = f"lift {lifted.kind}"
            note_audit(connection, who, act, about=lifted.value, now=now)
    return lifted is not None


def _change(act: Act) -> Change:
    if act in _STATES:
        return in_state(_STATES[act])

    def feature(comment: Comment) -> Comment | None:
        wanted = act is Act.FEATURE
        if comment.state is not CommentState.SHOWN or comment.featured == wanted:
            return None
        return replace(comment, featured=wanted)

    return feature


def _do(
    store: Store,
    ids: Sequence[int],
    act: Act,
    change: Change,
    *,
    why: str,
    who: str,
    now: int,
) -> Done:
    number, done, passed = 0, [], 0
    for some in _parts(ids):
        with store.write() as connection:
            batch = moderation.apply_act(
                connection, some, act.value, change, why=why, who=who, now=now,
                batch=number,
            )  # fmt: skip
            _follow(connection, act, batch, who, why, now)
        number, passed = batch.number, passed + batch.passed
        done += [step.comment_id for step in batch.steps]
    return Done(number, tuple(done), passed)


def _follow(
    connection: Connection,
    act: Act,
    batch: Batch,
    who: str,
    why: str,
    now: int,
) -> None:
    """What follows from an act on some comments."""
    changed = [step.comment_id for step in batch.steps]
    if not changed:
        return
    if act in _SETTLING:
        reports.settle(connection, changed, who, now)
    learning.teach(connection, act, batch.steps, now)
    note_audit(connection, who, act.value, about=_named(changed), detail=why, now=now)
    if any(map(_is_seen, batch.steps)):
        count_change(connection)
    if any(map(_is_taken_away, batch.steps)):
        count_erasure(connection)


def _is_seen(step: Step) -> bool:
    """Whether readers see something else than before."""
    states = (step.before.state, step.after.state)
    return CommentState.SHOWN in states and step.before != step.after


def _is_taken_away(step: Step) -> bool:
    """Whether words that readers saw are there no more."""
    before, after = step.before, step.after
    shown = CommentState.SHOWN
    return before.state is shown and (
        after.state is not shown
        or (before.name, before.text, before.quote)
        != (after.name, after.text, after.quote)
    )


def _lift(connection: Connection, noted: Iterable[NotedAct], now: int) -> list[str]:
    """Lift the bans of a batch; what they were about."""
    lifted = []
    for one in noted:
        number, _, value = one.why.partition(" ")
        if not one.act.startswith("ban ") or not number.isdecimal():
            continue
        if bans.lift_ban(connection, int(number), now):
            moderation.mark_undone(connection, one.id, now)
            lifted.append(value)
    return lifted


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]


def _named(ids: Sequence[int]) -> str:
    """Comments as the audit names them, not more than fit a line."""
    few = ", ".join(map(str, ids[:8]))
    return few if len(ids) <= 8 else f"{few} … ({len(ids)})"
