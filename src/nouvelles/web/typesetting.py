"""How an outlet's words are set: what belongs together stays on one line."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from nouvelles.forgetting import remembered
from nouvelles.language.identify import primary

#: Hyphenated words up to this length are not broken at their hyphen (« ira-t-elle »,
#: « Port-Ansel »): at the largest size they still fit a telephone of 320 pixels.
UNBROKEN = 14

_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
#: The same in markup, in which tags are passed over.
_IN_MARKUP = re.compile(rf"<[^>]*>|{_HYPHENATED.pattern}")
#: Held by the sheet and not by other signs: what is copied or looked for stays the same,
#: and U+2011 is in few faces.
_HELD = Markup('<span class="nb">{}</span>')

#: Spaces in French at which no line may end, as the Imprimerie nationale sets them: wide
#: before a colon and within guillemets, narrow before the other marks and in numbers.
_WIDE = re.compile(r"(?<=\S) (?=[:»](?:\s|$|[.,)<]))|(?<=«) ")
_NARROW = re.compile(r"(?<=\S) (?=[;!?])|(?<=\d) (?=\d{3}(?!\d))")
#: Both in a comment's markup, in which code and tags stay as they are.
_OF_REMARK = re.compile(
    rf"<code>.*?</code>|<[^>]*>|(?P<wide>{_WIDE.pattern})|(?P<narrow>{_NARROW.pattern})",
    re.DOTALL,
)


def set_text(text: str, language: str) -> Markup:
    """An extract or standfirst: in French, its spaces as they are printed; no line
    begins with a mark. Its words stay as they are."""
    if primary(language) == "fr":
        text = _NARROW.sub("\u202f", _WIDE.sub("\u00a0", text))
    return hold_letters(escape(text))


# 14 µs each, and a page has thirty.
@remembered(2048)
def set_remark(html: str, language: str) -> Markup:
    """The safe HTML of a comment, set likewise; what its author wrote stays kept."""
    if primary(language) == "fr":
        html = _OF_REMARK.sub(_space, html)
    return Markup(html)  # noqa: S704 - cleaned before


def _space(match: re.Match[str]) -> str:
    return {"wide": "\u00a0", "narrow": "\u202f"}.get(match.lastgroup or "", match[0])


def hold_letters(markup: Markup) -> Markup:
    """Short words with a part of one letter (« a-t-elle », “e-mail”) held together: a
    letter alone neither ends a line nor begins one."""
    if "-" not in markup:
        return markup
    return Markup(_IN_MARKUP.sub(_hold, markup))  # noqa: S704 - it was markup before


def _hold(match: re.Match[str]) -> str:
    word = match[0]
    if word[0] == "<" or len(word) > UNBROKEN:
        return word
    return str(_HELD).format(word) if min(map(len, word.split("-"))) == 1 else word


def set_headline(headline: str) -> Markup:
    """A headline as markup, its short hyphenated words held together."""
    made = Markup("")
    end = 0
    for match in _HYPHENATED.finditer(headline):
        made += escape(headline[end : match.start()])
        word = _HELD if len(match[0]) <= UNBROKEN else "{}"
        made += word.format(match[0])
        end = match.end()
    return made + escape(headline[end:])
