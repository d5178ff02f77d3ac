"""Why a comment was judged so, in the words of who moderates."""

from __future__ import annotations

from typing import Final

from nouvelles.comments import Reason
from nouvelles.web.words import Words, mark

#: What words solicit, as `comments.solicitation` names it.
SUBJECTS: Final = {
    "free": mark("something for free"),
    "earn": mark("earnings"),
    "job": mark("a job"),
    "loan": mark("a loan"),
    "invest": mark("an investment"),
    "gamble": mark("gambling"),
    "pharma": mark("medicines or slimming"),
    "adult": mark("sex or dating"),
    "prize": mark("a prize"),
    "discount": mark("a low price"),
    "buy": mark("a purchase"),
    "click": mark("a visit to a site"),
    "subscribe": mark("a subscription to a channel"),
    "contact": mark("a message or call"),
    "guarantee": mark("a guarantee"),
    "software": mark("a download"),
    "promotion": mark("advertising services"),
    "join": mark("membership"),
    "replica": mark("replicas or luxury goods"),
}

#: Codes whose value is no number.
_SAID: Final = {
    "link": mark("link to {value}"),
    "author-link": mark("the author’s address: {value}"),
    "author-sells": mark("the author’s name: {value}"),
    "capitals": mark("many capitals"),
    "emoji": mark("emoji or symbols"),
    "shortener": mark("{value} hides where its link leads"),
    "messenger": mark("leads into a messenger: {value}"),
}


def why(reason: Reason, words: Words) -> str:
    """One reason in words: “link to bestcasino.example”, “3 words mix scripts”."""
    code, value = reason.code, reason.value
    if code in _SAID:
        return words.say(_SAID[code], value=value)
    if code == "solicits":
        return words.say("solicits {what}", what=words.say(SUBJECTS[value]))
    if code == "word":
        return _word(reason, words)
    if code == "decision":
        return _decision(value, words)
    if code == "host-seen":
        host, _, times = value.rpartition(" ")
        return words.count(
            "{host} seen once today",
            "{host} seen {number} times today",
            int(times),
            host=host,
        )
    return _counted(code, int(value), words)


def _word(reason: Reason, words: Words) -> str:
    if reason.weight > 0:
        return words.say("“{value}”, a word of spam", value=reason.value)
    return words.say("“{value}”, a word of genuine comments", value=reason.value)


def _decision(value: str, words: Words) -> str:
    if value == "spam":
        return words.say("like a comment that was marked as spam here")
    return words.say("like a comment that was approved here")


def _counted(code: str, number: int, words: Words) -> str:
    count = words.count
    if code == "ring":
        return count(
            "the same text came once before",
            "the same text came {number} times before",
            number,
        )
    if code == "styled-letters":
        return count(
            "{number} letter in fancy dress", "{number} letters in fancy dress", number
        )
    if code == "hidden-signs":
        return count(
            "{number} unseen sign inside of words",
            "{number} unseen signs inside of words",
            number,
        )
    if code == "combining-marks":
        return count(
            "{number} mark over letters", "{number} marks over letters", number
        )
    if code == "mixed-scripts":
        return count(
            "{number} word mixes scripts", "{number} words mix scripts", number
        )
    if code == "spaced-letters":
        return count(
            "{number} word with its letters set apart",
            "{number} words with their letters set apart",
            number,
        )
    if code == "digits-for-letters":
        return count(
            "{number} word with digits for letters",
            "{number} words with digits for letters",
            number,
        )
    if code == "contact":
        return count("{number} contact", "{number} contacts", number)
    if code == "hidden-dot":
        return count(
            "{number} host with a hidden dot",
            "{number} hosts with a hidden dot",
            number,
        )
    if code == "link-markup":
        return count("{number} link as markup", "{number} links as markup", number)
    if code == "quick":
        return count(
            "written in {number} second", "written in {number} seconds", number
        )
    raise KeyError(code)
