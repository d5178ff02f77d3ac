"""The HTML of comments, made once."""

from __future__ import annotations

from nouvelles.discussion import made_html, shown_html, to_html
from nouvelles.discussion.kept_html import RULES

TEXT = "A *b* <script> https://example.org"


def test_what_was_made_is_shown_as_it_is() -> None:
    assert made_html(TEXT) == f"{RULES} {to_html(TEXT)}"
    assert shown_html(TEXT, made_html(TEXT)) == to_html(TEXT)
    assert shown_html(TEXT, f"{RULES} <p>kept</p>") == "<p>kept</p>"


def test_what_other_rules_made_is_made_anew() -> None:
    for made in ("", "0 <p>old</p>", "<p>without rules</p>"):
        assert shown_html(TEXT, made) == to_html(TEXT)
