"""Glossaries: read, found in any form, put in, checked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nouvelles.errors import InputError
from nouvelles.records import Article, Block
from nouvelles.translate import Ladder, check_named, read_glossary, render
from nouvelles.translate.glossary import Glossary, apply_terms, terms_of

HEAD = "from,to,source,target,instead_of,outlet\n"
SANCTIONS = "en,fr,economic sanction,sanction économique,sanction de l’économie|x,\n"


def glossary(*lines: str) -> Glossary:
    return read_glossary({"own.csv": (HEAD + "".join(lines)).encode()})


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("New economic sanctions were agreed.", "en", 1),
        ("An Economic sanction it is.", "en", 1),
        ("The economy is sanctioned.", "en", 0),
        ("New economic sanctions were agreed.", "de", 0),
    ],
)
def test_a_term_is_found_in_any_form(text: str, language: str, count: int) -> None:
    assert len(glossary(SANCTIONS).lines_for(text, language, "fr")) == count


def test_declined_words_are_found() -> None:
    found = glossary("uk,fr,економічна санкція,sanction économique,,\n")
    assert (
        len(found.lines_for("Рішення про економічні санкції чинне.", "uk", "fr")) == 1
    )


def test_an_outlets_own_line_goes_before_the_one_for_all() -> None:
    own = glossary("en,fr,Gate,vanne,,\n", "en,fr,gate,porte,,keldor.example\n")
    for outlet, target in (("keldor.example", "porte"), ("other.example", "vanne")):
        lines = own.lines_for("The gate is open.", "en", "fr", outlet)
        assert [term.target for term in terms_of(lines)] == [target]


def test_the_paper_s_word_is_put_in() -> None:
    lines = glossary(
        "en,fr,Security Council,Conseil de sécurité,Conseil de la sécurité,\n"
    ).lines
    for given in ("le Conseil de la sécurité a", "le Security Council a"):
        assert apply_terms(given, lines) == "le Conseil de sécurité a"
    assert apply_terms("les Conseils de la sécurité", lines) == (
        "les Conseils de la sécurité"
    )


class Wrong:
    """An engine with another word than the glossary's."""

    name = "wrong"

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        return [
            "Le gouvernement a ouvert la porte du barrage lundi matin." for _ in texts
        ]


@pytest.mark.parametrize(("instead", "step"), [("porte", "engine"), ("", "original")])
def test_a_term_translated_otherwise_is_put_right_or_stopped(
    instead: str, step: str
) -> None:
    text = "The government opened the gate of the dam on Monday morning."
    article = Article(
        canonical="",
        headline="",
        body=(Block(kind="paragraph", text=text),),
        language="en",
    )
    ladder = Ladder(engines=[Wrong()], look=check_named)
    own = glossary(f"en,fr,gate,vanne,{instead},\n")
    (made,) = render(article, ladder, "fr", glossary=own)
    assert made.outcome.step == step
    assert ("vanne" in made.shown.text) == (step == "engine")


def test_every_change_is_another_version() -> None:
    versions = {glossary().version, glossary(SANCTIONS).version}
    versions.add(glossary(SANCTIONS, SANCTIONS).version)
    assert len(versions) == 3
    assert "" in versions


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"from,to,source\nen,fr,a\n", "own.csv: has no column target"),
        (b"\xff\xfe\x00", "own.csv: is no glossary"),
        (HEAD.encode() + b"en,,a,b,,\n", "own.csv, line 2: is no line"),
        (HEAD.encode() + b"en,fr,a,,,\n", "own.csv, line 2: is no line"),
        (b"", "own.csv: has no column"),
    ],
)
def test_a_bad_file_is_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_glossary({"own.csv": data})
