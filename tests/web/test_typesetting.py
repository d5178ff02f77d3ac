"""Headlines: nothing lost, nothing left unescaped."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from nouvelles.web.typesetting import set_headline


def test_short_words_are_held_together() -> None:
    made = set_headline("Dar Sohra ira-t-elle à Port-Ansel\u202f?")
    assert made == (
        'Dar Sohra <span class="nb">ira-t-elle</span> à '
        '<span class="nb">Port-Ansel</span>\u202f?'
    )
    assert "span" not in set_headline("anti-constitutionnellement, 2-1")[:30]
    assert (
        set_headline("<b>a-b</b>") == '&lt;b&gt;<span class="nb">a-b</span>&lt;/b&gt;'
    )


@given(st.text(alphabet="a-<>&é 1_"))
def test_the_words_stay_the_same(headline: str) -> None:
    bare = re.sub(r'<span class="nb">|</span>', "", set_headline(headline))
    assert html.unescape(bare) == headline
