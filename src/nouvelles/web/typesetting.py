"""How an outlet's words are set: what belongs together stays on one line."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from nouvelles.language.identify import primary

#: Hyphenated words up to this length are not broken at their hyphen (« ira-t-elle »,
#: « Port-Ansel »): at the largest size they still fit a telephone of 320 pixels.
UNBROKEN = 14

_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")

#: Spaces in French at which no line may end, as the Imprimerie nationale sets them: wide
#: before a colon and within guillemets, narrow before the other marks and in numbers.
_WIDE = re.compile(r"(?<=\S) (?=[:»](?:\s|$|[.,)]))|(?<=«) ")
_NARROW = re.compile(r"(?<=\S) (?=[;!?])|(?<=\d) (?=\d{3}(?!\d))")


def set_text(text: str, language: str) -> str:
    """An extract or standfirst: in French, its spaces as they are printed; no line
    begins with a mark. Its words stay as they are."""
    if primary(language) != "fr":
        return text
    return _NARROW.sub("\u202f", _WIDE.sub("\u00a0", text))


def set_headline(headline: str) -> Markup:
    """A headline as markup, its short hyphenated words held together."""
    made = Markup("")
    end = 0
    for match in _HYPHENATED.finditer(headline):
        made += escape(headline[end : match.start()])
        word = (
            Markup('<span class="nb">{}</span>') if len(match[0]) <= UNBROKEN else "{}"
        )
        made += word.format(match[0])
        end = match.end()
    return made + escape(headline[end:])
