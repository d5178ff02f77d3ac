"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract.decode import decode

FRENCH = "Élysée : l’été à Évian, où « tout » s’arrête déjà. " * 8
RUSSIAN = "Плотина в верхней долине прорвалась во вторник утром, сообщили власти. " * 8


def meta(charset: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head>'.encode()


@pytest.mark.parametrize(
    ("page", "content_type", "encoding"),
    [
        (codecs.BOM_UTF8 + FRENCH.encode(), "text/html; charset=latin1", "utf-8"),
        (codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), "", "utf-16-le"),
        (FRENCH.encode("cp1252"), "text/html; charset=ISO-8859-1", "cp1252"),
        (meta("windows-1251") + RUSSIAN.encode("cp1251"), "text/html", "cp1251"),
        (meta("koi8-r") + RUSSIAN.encode("cp1251"), 'x; charset="win-1251"', "koi8-r"),
        (meta("utf-16") + FRENCH.encode(), "", "utf-8"),
        (FRENCH.encode(), "", "utf-8"),
        (b"<p>ascii</p>", "text/html", "utf-8"),
    ],
)
def test_the_encoding_is_found(page: bytes, content_type: str, encoding: str) -> None:
    assert decode(page, content_type).encoding == encoding


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_east_asian_labels(charset: str, codec: str) -> None:
    text = "水库大坝决堤" * 9
    page = meta(charset) + text.encode(codec)
    assert decode(page).text.endswith(text)


@pytest.mark.parametrize("charset", ["Shift_JIS", "EUC-JP", "ISO-2022-JP", "big5"])
def test_japanese_labels(charset: str) -> None:
    text = "山谷水大火三人死亡" * 9
    page = meta(charset) + text.encode(charset)
    assert decode(page).text.endswith(text)


def test_utf_8_is_believed_against_what_is_declared() -> None:
    found = decode(FRENCH.encode(), "text/html; charset=iso-8859-15")
    assert found.text == FRENCH
    assert [doubt.code for doubt in found.doubts] == ["charset"]


def test_a_lying_declaration_is_seen_through() -> None:
    found = decode(meta("utf-8") + RUSSIAN.encode("cp1251"), "text/html; charset=utf-8")
    assert "Плотина в верхней долине" in found.text
    assert found.doubts[0].code == "charset"


def test_an_undeclared_cyrillic_page_is_read() -> None:
    assert "Плотина" in decode(RUSSIAN.encode("cp1251")).text


def test_damage_does_not_change_the_encoding() -> None:
    found = decode(FRENCH.encode() + b"\xff\xfe" + FRENCH.encode(), "x; charset=utf-8")
    assert found.encoding == "utf-8"
    assert found.text.startswith("Élysée")
    assert [doubt.code for doubt in found.doubts] == ["undecodable"]


def test_a_cut_character_at_the_end_is_no_sign_against_utf_8() -> None:
    assert decode(FRENCH.encode() + b"\xc3").text == FRENCH


@given(st.binary(max_size=2_000), st.text(max_size=40))
def test_any_bytes_give_text_without_nul(page: bytes, content_type: str) -> None:
    text = decode(page, content_type).text
    assert "\x00" not in text
    assert text.encode().decode() == text  # no lone surrogates
