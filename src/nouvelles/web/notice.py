"""What becomes of a commenter's data, said from the settings that decide it."""

from __future__ import annotations

from collections.abc import Sequence

from nouvelles.config import Settings
from nouvelles.web.words import Words


def notice(settings: Settings, words: Words, others: Sequence[str] = ()) -> list[str]:
    """The sentences of the notice, in order. `others` are those to whom something is
    sent, by name; without them it says that there are none."""
    kept, say, count = settings.comments, words.say, words.count
    lines = [
        say(
            "Shown to everybody: your name as you write it, your words, the time. Kept "
            "until you delete them, which you can at any time."
        ),
        say(
            "Your e-mail address, if you give one, is never shown, is used for nothing, "
            "and is kept encrypted."
        ),
        count(
            "Of your network address only a keyed hash of its first part is kept, for "
            "{number} hour at the most, against floods.",
            "Of your network address only a keyed hash of its first part is kept, for "
            "{number} hours at the most, against floods.",
            kept.address_h,
        ),
        say(
            "A filter on this server reads each comment for spam. What it doubts, a "
            "person reads; what it takes for spam, a person can look at."
        ),
        count(
            "Words of spam are erased after {number} day.",
            "Words of spam are erased after {number} days.",
            kept.spam_days,
        ),
        count(
            "Words that a moderator removed are erased after {number} day.",
            "Words that a moderator removed are erased after {number} days.",
            kept.removed_days,
        ),
        count(
            "What you write to us against a comment or a decision (reports, notices, "
            "complaints), and the name given with it, is erased {number} day after the "
            "decision.",
            "What you write to us against a comment or a decision (reports, notices, "
            "complaints), and the name given with it, is erased {number} days after the "
            "decision.",
            kept.notice_days,
        ),
        say(
            "Of a comment on which a moderator decided, the filter keeps numbers from "
            "which it learns, neither words nor name."
        ),
        say(
            "No account and no cookie: after sending you get an address of your own, by "
            "which you edit, delete or download what is kept of you."
        ),
    ]
    if others:
        lines.append(
            say(
                "Comments that the filter doubts are also sent to: {names}.",
                names=say(", ").join(others),
            )
        )
    else:
        lines.append(say("Nothing is sent to anybody else."))
    lines.append(
        count(
            "You must be at least {number} year old, or have your parents’ consent.",
            "You must be at least {number} years old, or have your parents’ consent.",
            kept.minimum_age,
        )
    )
    return lines
