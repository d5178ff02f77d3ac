"""Bytes to text, as the Encoding and HTML Standards say."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.extract.decode import decode, to_text, wide_order
from nouvelles.extract.prescan import prescan

FRENCH = "Élysée : l’été à Évian, où « tout » s’arrête déjà. " * 8
RUSSIAN = "Плотина в верхней долине прорвалась во вторник утром, сообщили власти. " * 8


def meta(charset: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head>'.encode()


@pytest.mark.parametrize(
    ("page", "content_type", "encoding"),
    [
        (codecs.BOM_UTF8 + FRENCH.encode(), "text/html; charset=latin1", "utf-8"),
        (codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), "", "utf-16le"),
        (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), "a; charset=x", "utf-16be"),
        (FRENCH.encode("cp1252"), "text/html; charset=ISO-8859-1", "windows-1252"),
        (FRENCH.encode("cp1252"), "text/html; charset='latin1", "windows-1252"),
        (meta("windows-1251") + RUSSIAN.encode("cp1251"), "text/html", "windows-1251"),
        (meta("koi8-r") + RUSSIAN.encode("koi8-r"), 'x; charset="win-1251"', "koi8-r"),
        (meta("utf-16") + FRENCH.encode(), "", "utf-8"),
        (FRENCH.encode("utf-16-le"), "text/html; charset=utf-16", "utf-16le"),
        (FRENCH.encode("utf-16-be"), "text/html; charset=unicodeFFFE", "utf-16be"),
        (meta("x-user-defined") + FRENCH.encode("cp1252"), "", "windows-1252"),
        (FRENCH.encode(), "", "utf-8"),
        (b"<p>ascii</p>", "text/html", "utf-8"),
    ],
)
def test_the_encoding_is_found(page: bytes, content_type: str, encoding: str) -> None:
    assert decode(page, content_type).encoding == encoding


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen(order: str) -> None:
    html = f"<!doctype html><html><p>{RUSSIAN}</p></html>"
    found = decode(html.encode(order), "text/html; charset=utf-8")
    assert found.text == html
    assert [doubt.code for doubt in found.doubts] == ["charset"]


def test_zeros_alone_are_no_utf_16() -> None:
    assert wide_order(b"\0a" * 40) == wide_order(b"<\0\0\0" * 20) == ""


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ("<META   CHARSET = ' KOI8-R '>", "koi8-r"),
        ("<meta/charset=koi8-r/>", ""),  # the slash belongs to the value
        ('<meta name="a" content="b" charset=koi8-r>', "koi8-r"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5"),
        ('<meta content="text/html;charset=big5" http-equiv=content-type>', "big5"),
        ('<meta http-equiv="content-type" content=\'a; charset="big5"\'>', "big5"),
        ('<meta name="description" content="charset=big5">', ""),
        ("<!-- <meta charset=big5> --><meta charset=koi8-r>", "koi8-r"),
        ("<!--><meta charset=koi8-r>", "koi8-r"),
        ("<!-- <meta charset=koi8-r>", ""),
        ('<a title="<meta charset=big5>"><meta charset=koi8-r>', "koi8-r"),
        ("</p title='<meta charset=big5>'><meta charset=koi8-r>", "koi8-r"),
        ("<metadata charset=koi8-r>", ""),
        ("<meta charset=nonsense><meta charset=koi8-r>", "koi8-r"),
        ("<meta charset=utf-16be>", "utf-8"),
        ('<?xml version="1.0" encoding="koi8-r"?><html>', "koi8-r"),
        ("<?xml encoding='koi8-r'?><meta charset=big5>", "big5"),
        (f"{'<br>' * 300}<meta charset=koi8-r>", ""),
        ("<meta charset=iso-2022-kr>", "replacement"),
    ],
)
def test_what_a_page_declares_itself(head: str, encoding: str) -> None:
    assert prescan(head.encode()) == encoding


def test_a_late_declaration_counts_where_nothing_else_is_said() -> None:
    late = b"<title>x</title>" * 100 + meta("koi8-r") + RUSSIAN.encode("koi8-r")
    assert decode(late, "text/html").encoding == "koi8-r"
    assert decode(late, "text/html; charset=windows-1251").encoding == "windows-1251"


@pytest.mark.parametrize("codec", ["gb2312", "gbk", "gb18030"])
def test_chinese_labels_are_read_as_their_superset(codec: str) -> None:
    text = "水库大坝决堤" * 9
    found = decode(meta(codec) + text.encode("gb18030"))
    assert found.text.endswith(text)
    assert found.doubts == ()


@pytest.mark.parametrize("charset", ["Shift_JIS", "EUC-JP", "ISO-2022-JP", "big5"])
def test_japanese_labels(charset: str) -> None:
    text = "山谷水大火三人死亡" * 9
    page = meta(charset) + text.encode(charset)
    assert decode(page).text.endswith(text)


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("windows-1252", b"a\x80\x81\x9db", "a€\x81\x9db"),
        ("windows-1253", b"\x88\xaa\xe1", "\x88\ufffdα"),
        ("windows-874", b"\x81\xa1", "\x81ก"),
        ("gbk", b"\x80\xff<p>", "€\ufffd<p>"),
        ("euc-jp", b"\xad\xa1\xb0\xec\xf9\xa1", "①一纊"),
        ("euc-jp", b"\xad<", "\ufffd<"),
        ("shift_jis", b"\x87\x40\x88\xea", "①一"),
        ("big5", b"\xa4<p>", "\ufffd<p>"),
        ("replacement", b"anything", "\ufffd"),
        ("x-user-defined", b"a\xff", "a\uf7ff"),
        ("utf-8", b"\xe2\x82<", "\ufffd<"),
    ],
)
def test_bytes_that_pythons_codecs_leave_out(
    encoding: str, data: bytes, text: str
) -> None:
    """The tables of the Encoding Standard, for encodings in which Python differs."""
    assert to_text(data, encoding) == text


def test_utf_8_is_believed_against_what_is_declared() -> None:
    found = decode(FRENCH.encode(), "text/html; charset=iso-8859-15")
    assert found.text == FRENCH
    assert [doubt.code for doubt in found.doubts] == ["charset"]


def test_a_lying_declaration_is_seen_through() -> None:
    found = decode(meta("utf-8") + RUSSIAN.encode("cp1251"), "text/html; charset=utf-8")
    assert "Плотина в верхней долине" in found.text
    assert found.doubts[0].code == "charset"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
        ("La presa cedió el martes por la mañana, según informó la alcaldía. " * 4,
         "cp1252"),
        ("Zapora w górnej dolinie pękła we wtorek rano, poinformowały władze. " * 4,
         "iso8859-2"),
        ("上流の谷のダムが火曜日の朝に決壊したと当局が発表しました。" * 4, "euc-jp"),
        ("上流の谷のダムが火曜日の朝に決壊したと当局が発表しました。" * 4, "cp932"),
        ("上游山谷的水庫大壩星期二上午決堤，官員說有三人死亡。" * 4, "big5"),
        ("상류 계곡의 댐이 화요일 아침에 무너졌다고 당국이 밝혔다. " * 4, "cp949"),
    ],
)  # fmt: skip
def test_an_undeclared_page_is_guessed(text: str, codec: str) -> None:
    html = f"<html><body><p>{text}</p></body></html>"
    assert decode(html.encode(codec)).text == html


def test_damage_does_not_change_the_encoding() -> None:
    found = decode(FRENCH.encode() + b"\xff\xfe" + FRENCH.encode(), "x; charset=utf-8")
    assert found.encoding == "utf-8"
    assert found.text.startswith("Élysée")
    assert [doubt.code for doubt in found.doubts] == ["undecodable"]


def test_two_encodings_in_one_page_are_told() -> None:
    mixed = FRENCH.encode() * 9 + "déjà".encode("cp1252")
    found = decode(mixed, "text/html; charset=utf-8")
    assert found.text.startswith(FRENCH)
    assert [doubt.code for doubt in found.doubts] == ["undecodable"]


def test_a_cut_character_at_the_end_is_no_sign_against_utf_8() -> None:
    assert decode(FRENCH.encode() + b"\xc3").text == FRENCH


@given(
    st.binary(max_size=2_000),
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(["gbk", "euc-jp", "hz-gb-2312", "utf-7", "utf-16", "cp1253"]),
    ),
)
def test_any_bytes_give_text_without_nul(page: bytes, label: str) -> None:
    text = decode(page, f"text/html; charset={label}").text
    assert "\x00" not in text
    assert text.encode().decode() == text  # no lone surrogates
