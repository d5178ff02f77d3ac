"""Names in bylines, as the press of many languages prints them."""

import pytest

from nouvelles.extract.names import (
    announced_names,
    begins_as_byline,
    clean_names,
    collective,
    printed_names,
)

#: A byline in each language, and the names in it.
BYLINES = [
    ("en", "By Ann Field", ["Ann Field"]),
    ("en", "Written by Ann Field, PhD on April 29, 2018", ["Ann Field"]),
    ("fr", "Par Zoé Petit (à Lyon)", ["Zoé Petit"]),
    ("fr", "Propos recueillis par Zoé Petit", ["Zoé Petit"]),
    ("de", "Von Karl Weiß und Eva Schön", ["Karl Weiß", "Eva Schön"]),
    ("de", "Ein Gastbeitrag von Eva Schön", ["Eva Schön"]),
    ("es", "Por Ana Núñez y Luis Gil", ["Ana Núñez", "Luis Gil"]),
    ("pt", "Por Inês Gomes, em Lisboa", ["Inês Gomes"]),
    ("it", "di Carla Rossi", ["Carla Rossi"]),
    ("it", "A cura di Carla Rossi", ["Carla Rossi"]),
    ("nl", "Door Jan de Vries", ["Jan de Vries"]),
    ("sv", "Av Karin Lund", ["Karin Lund"]),
    ("da", "Af Jens Holm", ["Jens Holm"]),
    ("no", "Tekst: Kari Moe", ["Kari Moe"]),
    ("is", "Eftir Jón Karlsson", ["Jón Karlsson"]),
    ("fi", "Teksti: Aino Salo", ["Aino Salo"]),
    ("et", "Autor: Mari Tamm", ["Mari Tamm"]),
    ("lv", "Autors: Jānis Ozols", ["Jānis Ozols"]),
    ("lt", "Autorius: Jonas Kazlas", ["Jonas Kazlas"]),
    ("pl", "Autor: Anna Nowak", ["Anna Nowak"]),
    ("cs", "Autor: Jan Novák", ["Jan Novák"]),
    ("sk", "Autorka: Eva Malá", ["Eva Malá"]),
    ("sl", "Piše: Ana Kos", ["Ana Kos"]),
    ("hr", "Piše Ivan Babić", ["Ivan Babić"]),
    ("sr", "Аутор: Иван Петровић", ["Иван Петровић"]),
    ("sq", "Nga Arben Hoxha", ["Arben Hoxha"]),
    ("hu", "Írta: Kis Anna", ["Kis Anna"]),
    ("ro", "De Ion Popa", ["Ion Popa"]),
    ("bg", "Автор: Иван Колев", ["Иван Колев"]),
    ("mk", "Пишува: Ана Илиева", ["Ана Илиева"]),
    ("ru", "Автор: Иван Петров", ["Иван Петров"]),
    ("uk", "Автор: Ірина Коваль", ["Ірина Коваль"]),
    ("el", "Γράφει ο Νίκος Παππάς", ["Νίκος Παππάς"]),
    ("tr", "Yazan: Ayşe Kaya", ["Ayşe Kaya"]),
    ("az", "Müəllif: Aysel Quliyeva", ["Aysel Quliyeva"]),
    ("ar", "كتب: أحمد علي", ["أحمد علي"]),
    ("fa", "نویسنده: مریم رضایی", ["مریم رضایی"]),
    ("ur", "تحریر: احمد خان", ["احمد خان"]),
    ("he", "מאת: דנה לוי", ["דנה לוי"]),
    ("hi", "लेखक: राम शर्मा", ["राम शर्मा"]),
    ("bn", "লেখক: রহিম খান", ["রহিম খান"]),
    ("th", "โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
    ("vi", "Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
    ("id", "Oleh: Budi Santoso", ["Budi Santoso"]),
    ("ms", "Oleh Ahmad Rahman", ["Ahmad Rahman"]),
    ("sw", "Mwandishi: Juma Ali", ["Juma Ali"]),
    ("so", "Qore: Cali Xasan", ["Cali Xasan"]),
    ("af", "Deur Piet Nel", ["Piet Nel"]),
    ("zu", "Umbhali: Sipho Dube", ["Sipho Dube"]),
    ("ka", "ავტორი: ნინო ბერიძე", ["ნინო ბერიძე"]),
    ("ca", "Per Jordi Puig", ["Jordi Puig"]),
    ("zh", "记者 王小明、李四", ["王小明", "李四"]),
    ("ja", "文・構成 田中花子", []),
    ("ja", "執筆：田中花子", ["田中花子"]),
    ("ja", "田中花子記者", ["田中花子"]),
    ("ko", "홍길동 기자", ["홍길동"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "line", "names"), BYLINES)
def test_bylines_of_many_languages(language: str, line: str, names: list[str]) -> None:
    if names:
        assert announced_names(line, language) == names


@pytest.mark.parametrize(
    ("language", "line", "begins"),
    [
        ("en", "By Ann Field", True),
        ("en", "By all accounts it was raining", False),
        ("en", "Byron Field", False),
        ("vi", "Theo Nguyễn Văn An", True),
        # A first name in other languages.
        ("de", "Theo Müller", False),
        ("ro", "De Ion Popa", True),
        ("en", "De Niro returns", False),
        ("fr", "Texte : Zoé Petit", True),
        ("tr", "İSTANBUL", False),
        ("de", "", False),
    ],
)
def test_what_begins_as_a_byline(language: str, line: str, begins: bool) -> None:
    assert begins_as_byline(line, language) is begins


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Field Updated on 3 May 2026", ["Ann Field"]),
        ("Ann Field3 May 2026", ["Ann Field"]),
        ("Ann FieldTwitterFollow", ["Ann Field"]),
        ("Ann Field | 12 comments | News", ["Ann Field"]),
        ("Ann Field, Lyon", ["Ann Field"]),
        ("Ann Field/MP", ["Ann Field"]),
        ("Ann de la Cruz", ["Ann de la Cruz"]),
        ("Sammy Davis Jr.", ["Sammy Davis Jr"]),
        ("Follow Ann Field", []),
        ("Read more", []),
        ("The Harbour", []),
        ("Rain in the north", []),
        ("Monday", []),
        ("Categories: Sport", []),
        ("この記事を書いた人", []),
        ("", []),
    ],
)
def test_a_printed_line_must_look_like_a_name(text: str, names: list[str]) -> None:
    assert printed_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ann field", ["ann field"]),
        ("Petit, Zoé", ["Zoé Petit"]),
        ("https://quay.example/author/7", []),
        ("ann[at]quay.example", []),
    ],
)
def test_metadata_may_write_names_as_they_like(text: str, names: list[str]) -> None:
    assert clean_names(text) == names


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("Redaktion", "Redaktion"),
        ("von Redaktion, 24. Januar 2026", "Redaktion"),
        ("Smart Shopping Team", "Smart Shopping Team"),
        ("編集部", "編集部"),
        ("Ann Field", ""),
        ("Rain in the north", ""),
    ],
)
def test_newsrooms_that_sign(text: str, team: str) -> None:
    assert collective(text, "de") == team


def test_a_role_signs_where_nobody_is_named() -> None:
    assert announced_names("By Staff Reporter", "en") == ["Staff Reporter"]
    assert announced_names("By Ann Field, Staff Reporter", "en") == ["Ann Field"]
