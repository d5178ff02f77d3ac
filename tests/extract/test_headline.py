"""Headlines without the names of sites."""

import pytest

from nouvelles.extract import extract
from nouvelles.extract.headline import overlap, strip_site
from tests.extract.captures import URL, page


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Dam breaks | The Quay Gazette", "The Quay Gazette", "Dam breaks"),
        ("Dam breaks - Quay.example", "", "Dam breaks"),
        ("Quay – Dam breaks", "Quay", "Dam breaks"),
        (
            "Dam breaks - World - The Quay Gazette",
            "The Quay Gazette",
            "Dam breaks - World",
        ),
        ("Dam breaks: what we know", "The Quay Gazette", "Dam breaks: what we know"),
        ("Paris-Nice starts", "Nice", "Paris-Nice starts"),
        ("大坝决堤_岚海日报", "岚海日报", "大坝决堤"),
        ("The Quay Gazette", "The Quay Gazette", "The Quay Gazette"),
        ("", "x", ""),
    ],
)
def test_site_names_are_taken_off(title: str, site: str, expected: str) -> None:
    assert strip_site(title, "https://www.quay.example/a", site) == expected


def test_the_shown_headline_is_taken_when_metadata_agree() -> None:
    html = page(headline="Le barrage de Montclair a cédé").replace(
        "<title>Le barrage de Montclair a cédé", "<title>Montclair : le barrage a cédé"
    )
    assert extract(html.encode(), url=URL).headline == "Le barrage de Montclair a cédé"


def test_an_h1_with_the_name_of_the_site_is_no_headline() -> None:
    html = page().replace("<h1>Le barrage a cédé</h1>", "<h1>Le Courrier</h1>")
    assert extract(html.encode(), url=URL).headline == "Le barrage a cédé"


def test_overlap() -> None:
    assert overlap("Élysée: non", "elysee non") == 1.0
    assert overlap("a b", "c d") == 0.0
    assert overlap("", "a") == 0.0


@pytest.mark.parametrize(
    "title",
    [
        "水库大坝决堤三人死亡_国际_岚海日报",
        "国际: 水库大坝决堤三人死亡 - 岚海日报",
        "国际. 水库大坝决堤三人死亡 | 岚海日报",
    ],
)
def test_without_h1_the_line_that_the_page_shows_is_taken(title: str) -> None:
    html = page(f"<div>{title}</div>", "<b>水库大坝决堤三人死亡</b>", headline=title)
    html = html.replace(f"<h1>{title}</h1>", "").replace(f"<div>{title}</div>", "")
    article = extract(html.encode(), url="https://www.lhrb.example/a")
    assert article.headline == "水库大坝决堤三人死亡"
    assert article.site_name == "岚海日报"
