"""The filter's reasons in a moderator's language: what each code of the room says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nouvelles.comments.records import Reason
from nouvelles.web.words import Words, mark

#: What solicits, by the names of `comments.solicitation.subjects`.
SUBJECTS: Mapping[str, str] = {
    "free": mark("something for free"),
    "earn": mark("easy money"),
    "job": mark("work"),
    "loan": mark("a loan"),
    "invest": mark("an investment"),
    "gamble": mark("gambling"),
    "pharma": mark("medicines"),
    "adult": mark("sex"),
    "prize": mark("a prize"),
    "discount": mark("a discount"),
    "buy": mark("goods"),
    "click": mark("a click"),
    "subscribe": mark("a subscription"),
    "contact": mark("a conversation elsewhere"),
    "guarantee": mark("a guarantee"),
    "software": mark("software"),
    "promotion": mark("promotion of a site"),
    "join": mark("joining a group"),
    "replica": mark("copies of brands"),
}

#: Reasons that say something of their value, or of nothing but themselves.
PLAIN: Mapping[str, str] = {
    "link": mark("a link to {value}"),
    "shortener": mark("{value} hides where the link leads"),
    "messenger": mark("a link to the messenger {value}"),
    "author-link": mark("the author’s address: {value}"),
    "author-sells": mark("the name “{value}” offers something"),
    "word": mark("the word “{value}”"),
    "capitals": mark("many capitals"),
    "emoji": mark("emoji"),
}


def reason_words(words: Words, reason: Reason) -> str:
    """A reason in words; one of a code that is not known here as the filter has it."""
    code, value = reason.code, reason.value
    if code in PLAIN:
        message = PLAIN[code]
        return (
            words.say(message, value=value)
            if "{value}" in message
            else words.say(message)
        )
    if code == "solicits" and value in SUBJECTS:
        return words.say("it offers: {what}", what=words.say(SUBJECTS[value]))
    if code == "decision":
        if value == "spam":
            return words.say("one like it was marked as spam here")
        return words.say("one like it was approved here")
    if code == "host-seen":
        host, _, times = value.rpartition(" ")
        return _host_seen(words, host, _number(times))
    if code in _COUNTED:
        return _COUNTED[code](words, _number(value))
    return f"{code} {value}".strip()


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() else 0


def _host_seen(words: Words, host: str, times: int) -> str:
    return words.count(
        "host {host} seen {number} time today",
        "host {host} seen {number} times today",
        times,
        host=host,
    )


def _ring(words: Words, times: int) -> str:
    return words.count(
        "the same text came {number} time today",
        "the same text came {number} times today",
        times,
    )


def _styled(words: Words, times: int) -> str:
    return words.count(
        "{number} letter in fancy dress", "{number} letters in fancy dress", times
    )


def _hidden(words: Words, times: int) -> str:
    return words.count(
        "{number} unseen sign inside words", "{number} unseen signs inside words", times
    )


def _marks(words: Words, times: int) -> str:
    return words.count(
        "{number} mark laid over letters", "{number} marks laid over letters", times
    )


def _mixed(words: Words, times: int) -> str:
    return words.count(
        "Latin and other letters mixed in {number} word",
        "Latin and other letters mixed in {number} words",
        times,
    )


def _spaced(words: Words, times: int) -> str:
    return words.count(
        "{number} word with its letters apart",
        "{number} words with their letters apart",
        times,
    )


def _digits(words: Words, times: int) -> str:
    return words.count(
        "digits for letters in {number} word",
        "digits for letters in {number} words",
        times,
    )


def _contact(words: Words, times: int) -> str:
    return words.count("{number} way of contact", "{number} ways of contact", times)


def _dots(words: Words, times: int) -> str:
    return words.count(
        "{number} address with its dot written out",
        "{number} addresses with their dots written out",
        times,
    )


def _markup(words: Words, times: int) -> str:
    return words.count(
        "{number} link written as markup", "{number} links written as markup", times
    )


def _quick(words: Words, times: int) -> str:
    return words.count(
        "sent within {number} second", "sent within {number} seconds", times
    )


_COUNTED: Mapping[str, Callable[[Words, int], str]] = {
    "ring": _ring,
    "styled-letters": _styled,
    "hidden-signs": _hidden,
    "combining-marks": _marks,
    "mixed-scripts": _mixed,
    "spaced-letters": _spaced,
    "digits-for-letters": _digits,
    "contact": _contact,
    "hidden-dot": _dots,
    "link-markup": _markup,
    "quick": _quick,
}

#: All codes that have words here.
CODES = frozenset((*PLAIN, *_COUNTED, "solicits", "decision", "host-seen"))
