"""The rule by which a person says which links of a page are articles.

A CSS selector, then " | " and a regular expression for the address; each may be absent:
`h2 a`, `main | /20\\d\\d/`, `| /nieuws/`.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from nouvelles.errors import InputError

#: Seconds for one address; a pattern that needs more would stop the reading for good.
_PATTERN_LIMIT_S = 1.0

#: Of longer addresses the beginning is looked at.
_LONGEST = 2_000

_EXAMPLE = "Such as `h2 a` or `main | /20[0-9][0-9]/`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that was understood; `pattern` is None where none was given."""

    selector: str = ""
    pattern: regex.Pattern[str] | None = None

    def select(self, tree: LexborHTMLParser) -> list[LexborNode]:
        """The elements that the selector matches."""
        return tree.css(self.selector)

    def admits(self, url: str) -> bool:
        """Whether the pattern is found in an address.

        Raises:
            InputError: the pattern takes too long.
        """
        if self.pattern is None:
            return True
        try:
            found = self.pattern.search(url[:_LONGEST], timeout=_PATTERN_LIMIT_S)
        except TimeoutError:
            raise InputError(
                self.pattern.pattern,
                "the regular expression takes too long on an address",
                "Avoid repetitions within repetitions, such as `(a+)+`.",
            ) from None
        return found is not None


def parse_rule(text: str) -> Rule:
    """The rule in a text; "" is a rule without selector and pattern.

    Raises:
        InputError: not a CSS selector, or not a regular expression.
    """
    selector, bar, expression = f" {text} ".partition(" | ")
    selector, expression = selector.strip(), expression.strip()
    if bar and not expression:
        raise InputError(repr(text), "nothing follows the `|`", _EXAMPLE)
    if selector:
        try:
            LexborHTMLParser("<p>").css(selector)
        except SelectolaxError:
            raise InputError(
                repr(text), f"`{selector}` is not a CSS selector", _EXAMPLE
            ) from None
    try:
        pattern = regex.compile(expression) if expression else None
    except (regex.error, OverflowError, RecursionError) as error:
        raise InputError(
            repr(text),
            f"`{expression}` is not a regular expression ({error})",
            _EXAMPLE,
        ) from None
    return Rule(selector=selector, pattern=pattern)
