"""How headlines are set: short words with hyphens stay on one line."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

#: Hyphenated words up to this length are not broken at their hyphen (« ira-t-elle »,
#: « Port-Ansel »): at the largest size they still fit a telephone of 320 pixels.
UNBROKEN = 14

_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


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
