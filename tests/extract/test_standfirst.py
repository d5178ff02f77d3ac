"""The standfirst: lines at the head of the text that say what the article says."""

from __future__ import annotations

import pytest

from nouvelles.extract import extract
from nouvelles.extract.metadata import read_heading
from nouvelles.extract.page import Page
from nouvelles.extract.standfirst import find_standfirst
from tests.extract.small_pages import URL, deciding_by_hand, read

SAYS = "For an eighth day nobody has crossed the sound, and no talks are planned."
FIRST = "The Havfrue and her two sister ships lay at their moorings on Sunday morning."
SECOND = (
    "The crews say that they will stay there until the rosters are changed for good."
)
HEAD = "<title>Ferries stay in port</title>"


def described(text: str) -> str:
    return f'{HEAD}<meta name="description" content="{text}">'


def standfirst_of(page: Page, *kept: str) -> list[str]:
    decision = deciding_by_hand(page, *kept)
    found = find_standfirst(page, read_heading(page), decision)
    return [page.lines[place].text for place in found]


def found_in(above: str, head: str = HEAD) -> list[str]:
    """The standfirst of a page that has this between headline and text."""
    page = read(
        f"<article><h1>Ferries stay in port</h1>{above}<p>{FIRST}</p><p>{SECOND}</p>"
        "</article>",
        head,
    )
    kept = [line.text for line in page.lines if line.box.tag != "h1"]
    return standfirst_of(page, *kept)


@pytest.mark.parametrize(
    "above",
    [
        f"<p class='article-standfirst'>{SAYS}</p>",
        f"<p class='chapo'>{SAYS}</p>",
        f"<div id=intro><p>{SAYS}</p></div>",
        f"<div><span class='lede'>{SAYS}</span></div>",
        f"<p itemprop=description>{SAYS}</p>",
        f"<h2>{SAYS}</h2>",
    ],
)
def test_by_name_or_as_a_subheading(above: str) -> None:
    assert found_in(above) == [SAYS]


def test_by_the_description() -> None:
    assert found_in(f"<p>{SAYS}</p>", described(SAYS)) == [SAYS]
    assert found_in(f"<p>{SAYS}</p>", described(SAYS.upper())) == [SAYS]
    ld = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferries '
        f'stay in port","description":"{SAYS}"}}</script>'
    )
    assert found_in(f"<p>{SAYS}</p>", HEAD + ld) == [SAYS]


@pytest.mark.parametrize(
    "above",
    [
        f"<p>{SAYS}</p>",
        f"<p class='story-text'>{SAYS}</p>",
        "<h2>On the quay</h2>",
        "<p class=intro>Norhaven</p>",
        f"<p class=intro>{SAYS * 10}</p>",
        "<p class=intro>Ferries stay in port, in port they stay</p>",
    ],
)
def test_what_is_none(above: str) -> None:
    assert found_in(above) == []


def test_a_description_that_is_cut_from_the_text_is_none() -> None:
    assert found_in(f"<p>{SAYS}</p>", described(SAYS[:30] + "…")) == []


def test_several_lines_one_after_the_other() -> None:
    again = "The county flies medicine to the outer islands, and the school telephones."
    above = f"<p class=intro>{SAYS}</p><p class=intro>{again}</p>"
    assert found_in(above) == [SAYS, again]
    # What stands behind a line of the text is none, and a described line only the first.
    assert found_in(f"<p>Norhaven.</p><p class=intro>{SAYS}</p>") == []
    assert found_in(f"<p class=intro>{SAYS}</p><p>{again}</p>", described(again)) == [
        SAYS
    ]


def test_there_is_none_where_less_than_it_would_be_left() -> None:
    page = read(f"<h1>Ferries</h1><p class=intro>{SAYS} {SAYS}</p><p>{FIRST}</p>", HEAD)
    assert standfirst_of(page, f"{SAYS} {SAYS}", FIRST) == []


def test_lines_that_are_not_kept_are_none() -> None:
    page = read(f"<p class=intro>{SAYS}</p><p>{FIRST}</p><p>{SECOND}</p>", HEAD)
    assert standfirst_of(page, FIRST, SECOND) == []
    assert standfirst_of(page, "nothing") == []


def test_in_scripts_without_spaces_length_is_weighed() -> None:
    says = "八日目も海峡を渡る人はなかった。"
    first = "三隻の渡船は日曜の朝も港につながれたままで、乗組員は船を出さないという。"
    page = read(f"<p class=lead>{says}</p><p>{first}</p>", "<title>渡船</title>")
    assert standfirst_of(page, says, first) == [says]


def test_the_standfirst_is_no_part_of_the_body() -> None:
    page = (
        f"<html lang=en><head>{HEAD}</head><body><nav><a href=/>Home</a></nav><article>"
        f"<h1>Ferries stay in port</h1><p class=standfirst>{SAYS}</p><p>{FIRST}</p>"
        f"<p>{SECOND}</p></article><aside><h3>Most read</h3><ul><li><a href=/1>Where to "
        "swim in May</a><li><a href=/2>The last lamplighter</a></ul></aside></body></html>"
    )
    article = extract(page, url=URL)
    assert article.standfirst == SAYS
    assert [block.text for block in article.body] == [FIRST, SECOND]
