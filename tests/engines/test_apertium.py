"""Apertium: modes as packages lay them out, and the system's own where there are any."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nouvelles.engines.apertium import Apertium, command, engine
from nouvelles.engines.kinds import Options
from nouvelles.errors import EngineError

MODE = "lt-proc 'a.bin' | apertium-tagger -g $2 'b.prob' | lt-proc $1 'c.bin'\n"


#: Counts the texts since its start, and complains of one.
TAGGER = """
import sys
text, count = b"", 0
while sign := sys.stdin.buffer.read(1):
    text += sign
    if sign == b"\\0":
        if b"Mas" in text:
            sys.stderr.write("Error: A new ambiguity class was found.\\n")
            sys.stderr.flush()
        text, count = b"", count + 1
        sys.stdout.write(f"{count}\\0")
        sys.stdout.flush()
"""


def test_the_line_of_a_mode() -> None:
    assert command(MODE) == (
        "lt-proc 'a.bin' -z | apertium-tagger -g -d 'b.prob' -z | lt-proc -g 'c.bin' -z"
    )


def test_modes_and_licences_are_read_from_where_packages_put_them(
    tmp_path: Path,
) -> None:
    modes, doc = tmp_path / "share/apertium/modes", tmp_path / "share/doc"
    for folder in (modes, doc / "apertium-fr-es"):
        folder.mkdir(parents=True)
    data = f"lt-proc '{tmp_path}/share/apertium/apertium-fr-es/fr-es.bin'"
    for name in ("fra-spa", "eco-es-fr", "spa-eng_US", "eng-cat"):
        (modes / f"{name}.mode").write_text(data if "fra" in name else "cat")
    (doc / "apertium-fr-es/copyright").write_text("Files: *\nLicense: GPL-2\n")
    found = Apertium(tmp_path / "bin").models()
    pairs = [(one.language, one.target_language, one.licence) for one in found]
    assert pairs == [("en", "ca", ""), ("fr", "es", "GPL-2")]
    assert {one.quality for one in found} == {"gist"}
    with pytest.raises(EngineError, match="no mode from fr to en"):
        Apertium(tmp_path / "bin").translate(["Oui."], "fr", "en")


def test_not_installed() -> None:
    assert Apertium(None).models() == ()


def test_signs_and_unknown_words_go_through_a_pipe(tmp_path: Path) -> None:
    """A mode of one program, that marks a word as `lt-proc -g` does."""
    modes = tmp_path / "share/apertium/modes"
    modes.mkdir(parents=True)
    program = tmp_path / "mark"
    program.write_text("#!/bin/sh\nexec sed -zu 's/Xylofrab/*Xylofrab/;s/dit/#dit/'\n")
    program.chmod(0o755)
    (modes / "fr-es.mode").write_text(str(program))
    made = Apertium(tmp_path / "bin")
    try:
        text = "À Xylofrab [3 € @b <b>] #* \\ dit-on"
        assert made.translate([text, ""], "fr", "es") == [text.replace("#*", ""), ""]
        assert made.notes() == ("2 of 5 words were not known to it",)
    finally:
        made.close()


def test_a_tagger_that_made_up_a_class_is_started_anew(tmp_path: Path) -> None:
    """Its later answers would depend on the text that it did so for."""
    modes = tmp_path / "share/apertium/modes"
    modes.mkdir(parents=True)
    program = tmp_path / "tag"
    program.write_text(f"#!{sys.executable}\n{TAGGER}")
    program.chmod(0o755)
    (modes / "pt-es.mode").write_text(str(program))
    made = Apertium(tmp_path / "bin")
    try:
        texts = ["Sim.", "Mas foi.", "Sim.", "Sim."]
        assert made.translate(texts, "pt", "es") == ["1", "2", "1", "2"]
    finally:
        made.close()


@pytest.fixture
def system() -> Iterator[Apertium]:
    made = engine(Options())
    if not any(one.name in ("fr-es", "fra-spa") for one in made.models()):
        pytest.skip("the system has no package apertium-fr-es")
    yield made
    made.close()


def test_the_system_s_french_and_spanish(system: Apertium) -> None:
    assert shutil.which("lt-proc")
    texts = [
        "Le prix est de [3,5] euros.",
        "La maison est à Xylofrab.",
        "Il dit « oui ».",
    ]
    prix, maison, oui = system.translate(texts, "fr", "es")
    assert "[3,5] euros" in prix
    assert "casa" in maison
    assert "Xylofrab" in maison
    assert "*" not in maison
    assert oui.endswith(".")
    assert system.unknown == 1
    assert system.words > 8
