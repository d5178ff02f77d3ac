"""TMX: what is written is read again; others' files are read; bad ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.records import Unit
from nouvelles.translate.tmx import read_tmx, write_tmx

UNIT = Unit(
    source="Мосты <закрыты> & «ждут».",
    target="Les ponts sont «\u202ffermés\u202f».",
    language="ru",
    target_language="fr",
    origin="reviewed",
    by="Ada Lovelace",
    at=1_773_313_200,
)


def test_what_is_written_is_read_again() -> None:
    units = [UNIT, Unit(source="a", target="b", language="en", target_language="ar")]
    read = read_tmx(write_tmx(units, "1"), "memory.tmx")
    assert read[0] == UNIT
    assert (read[1].origin, read[1].by, read[1].at) == ("supplied", "memory.tmx", 0)


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_text_can_be_written(source: str, target: str) -> None:
    unit = Unit(source=source, target=target, language="en", target_language="fr")
    for read in read_tmx(write_tmx([unit], "1"), "x"):
        assert read.target.split() == [
            "".join(c for c in word if c >= " " and not "\ud800" <= c <= "\udfff")
            for word in read.target.split()
        ]


OTHERS = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence"
 o-tmf="x" adminlang="en-US" srclang="EN-US" datatype="html"/><body>
<tu creationid="BOB" creationdate="20260312T110000Z"><note>n</note>
<tuv xml:lang="EN-US"><seg>The <bpt i="1">&lt;b&gt;</bpt>bridge<ept i="1">&lt;/b&gt;
</ept> <hi>is <ph>x</ph>open</hi>.</seg></tuv>
<tuv xml:lang="fr-FR"><seg>Le pont est ouvert.</seg></tuv>
<tuv lang="de"><seg>Die Brücke ist offen.</seg></tuv>
<tuv xml:lang="es"><seg> </seg></tuv></tu>
<tu srclang="de"><tuv xml:lang="en"><seg>Yes</seg></tuv>
<tuv xml:lang="de"><seg>Ja</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_others_files_are_read(encoding: str) -> None:
    units = read_tmx(OTHERS.encode(encoding), "others.tmx")
    assert [
        (one.language, one.source, one.target_language, one.target) for one in units
    ] == [
        ("en", "The bridge is open.", "fr", "Le pont est ouvert."),
        ("en", "The bridge is open.", "de", "Die Brücke ist offen."),
        ("de", "Ja", "en", "Yes"),
    ]
    assert (units[0].by, units[0].at, units[2].by) == ("BOB", 1773313200, "others.tmx")


def test_no_file_of_the_machine_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    data = (
        f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}">]><tmx><body><tu>'
        '<tuv xml:lang="en"><seg>a &x;</seg></tuv>'
        '<tuv xml:lang="fr"><seg>b &x;</seg></tuv></tu></body></tmx>'
    )
    assert "secret" not in str(read_tmx(data.encode(), "x.tmx"))


@pytest.mark.parametrize(
    ("data", "said"), [(b"<tmx", "x.tmx: is no XML"), (b"<xliff/>", "is <xliff>")]
)
def test_a_bad_file_is_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_tmx(data, "x.tmx")
