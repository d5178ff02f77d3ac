"""Answers, to the byte: clients compare them with `==`, so there is no line end.

`debug-help` goes with each `invalid` and with nothing else: some clients take it for an
error wherever it stands. Alerts likewise.
"""

from __future__ import annotations

from typing import Final

from nouvelles.akismet.records import Answer

THANKS: Final = b"Thanks for making the web a better place."

#: Seconds after which a site may ask again about what there was no time for.
RECHECK_S: Final = 120

#: Akismet's number for a key that was suspended.
_SUSPENDED: Final = "10009"


def checked(*, spam: bool, discard: bool = False) -> Answer:
    """The verdict on a comment. `discard` tells a site that it need not even keep it."""
    tip = (("x-akismet-pro-tip", "discard"),) if spam and discard else ()
    return Answer(body=b"true" if spam else b"false", headers=tip)


def later() -> Answer:
    """No verdict yet. Who knows the header holds the comment, others publish it."""
    return Answer(body=b"false", headers=(("x-akismet-recheck-after", str(RECHECK_S)),))


def thanked() -> Answer:
    """Something that was submitted is taken in."""
    return Answer(body=THANKS)


def plain(body: str) -> Answer:
    """A word: `valid`, `deactivated` …"""
    return Answer(body=body.encode())


def invalid(why: str, *, suspended: bool = False) -> Answer:
    """What was asked cannot be answered: the key, or something that is missing. `why` is
    for whoever sets the site up; of a suspended key the administrator is told."""
    headers = [("x-akismet-debug-help", _header(why))]
    if suspended:
        headers += [
            ("x-akismet-error", _SUSPENDED),
            ("x-akismet-alert-code", _SUSPENDED),
            ("x-akismet-alert-msg", _header(why)),
        ]
    return Answer(body=b"invalid", headers=tuple(headers))


def out_of_order(status: int, why: str, *, after_s: int | None = None) -> Answer:
    """Anything but 200. WordPress looks at the body alone and holds the comment, since it
    is neither `true` nor `false`."""
    headers = () if after_s is None else (("retry-after", str(after_s)),)
    return Answer(body=why.encode("ascii", "replace"), status=status, headers=headers)


def _header(text: str) -> str:
    """Text as the value of a header: printable ASCII on one line."""
    kept = "".join(sign if " " <= sign <= "~" else "?" for sign in text)
    return kept[:300]
