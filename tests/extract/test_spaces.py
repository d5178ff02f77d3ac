"""Typographic no-break spaces survive the engine."""

from __future__ import annotations

import pytest

from nouvelles.extract import extract
from nouvelles.extract.spaces import keep_spaces

PAGE = """<html lang="fr"><head><title>La crue de l’Ouvra</title></head><body><article>
<h1>La crue de l’Ouvra</h1>
<p>Le maire l’a dit hier soir{n}: «{n}Nous irons quand nous aurons lu{n}». Les relevés de la
retenue manquent depuis dimanche{n}; les riverains du bourg les attendent encore.</p>
<p>La commission invite les deux États lundi. L’un a dit oui, l’autre relit la lettre
depuis ce matin dans son ministère, où l’on compte 12{n}000 personnes abritées.</p>
<p>Plusieurs élus rappellent que la capitale n’a, face au fleuve, que ses digues.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("\u202f", "\u202f"),
        ("&#8239;", "\u202f"),
        ("&#x202F;", "\u202f"),
        ("\u00a0", "\u00a0"),
        ("&nbsp;", "\u00a0"),
        ("&#160;", "\u00a0"),
    ],
)
def test_they_come_out_as_they_were_meant(written: str, kept: str) -> None:
    page = PAGE.replace("{n}", written).encode()
    article = extract(page, url="https://journal.example/crue")
    text = " ".join(block.text for block in article.body)
    assert f"«{kept}Nous irons quand nous aurons lu{kept}»" in text
    assert f"dimanche{kept};" in text
    assert f"12{kept}000" in text


def test_spaces_of_layout_are_left_alone() -> None:
    html = "<p>&nbsp;</p><p>a&nbsp;b</p>"
    assert keep_spaces(html) == (html, None)


def test_a_page_that_uses_the_signs_is_left_alone() -> None:
    html = "<p>ꙮ⸎⸙⸿ꚙ⹂ «\u202foui\u202f»</p>"
    assert keep_spaces(html) == (html, None)
