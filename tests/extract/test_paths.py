"""Paths lead to the elements that an XPath engine finds."""

from __future__ import annotations

import time

import pytest
from lxml import html
from selectolax.lexbor import LexborHTMLParser

from nouvelles.extract.paths import Paths
from tests.extract.captures import PAGES

COMMENTED = """<!doctype html><html><head><title>A</title></head><body id=b>a<!-- c -->
<p id=p>x</p> y <template id=t>q</template><div id=d><!-- c --><i id=i>1</i>
<p id=q>2</p><i id=j>3</i></div></body></html>"""


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/html/body", "b"),
        ("/html/body/*[1]", "p"),
        ("/html/body/*[2]", "t"),
        ("/html/body/*[3]/*[2]", "q"),
        ("/html/body/div/i[2]", "j"),
        ("/html/body/div/i", "i"),
        ("/*[1]/*[2]/*[3]/*[3]", "j"),
        ("/html/body/*[4]", None),
        ("/html/body/*[0]", None),
        ("/html/body/*[1]/", None),
        ("//p", None),
        ("/html/body/*[1]/text()", None),
        ("html/body", None),
        ("", None),
    ],
)
def test_steps(path: str, found: str | None) -> None:
    node = Paths(LexborHTMLParser(COMMENTED)).find(path)
    assert (node.attributes["id"] if node else None) == found


@pytest.mark.parametrize("name", ["article.html", "busy.html", "plain.html"])
def test_every_element_as_an_xpath_engine_finds_it(name: str) -> None:
    text = (PAGES / name).read_text(encoding="utf-8")
    tree = LexborHTMLParser(text)
    paths = Paths(tree)
    # The same tree for both: what lexbor makes of the page, written out.
    document = html.document_fromstring(tree.html or "")
    elements = [e for e in document.body.iter() if isinstance(e.tag, str)]
    assert len(elements) > 5
    for element in elements:
        steps = [e for e in (element, *element.iterancestors()) if e.tag != "html"][:-1]
        places = [1 + len([*e.itersiblings("*", preceding=True)]) for e in steps]
        path = "/html/body" + "".join(f"/*[{n}]" for n in reversed(places))
        assert document.xpath(path) == [element]
        node = paths.find(path)
        assert node is not None
        assert node.tag == element.tag
        assert node.text() == (element.text_content() if element.tag != "br" else "")


def test_many_paths_of_a_wide_page_take_linear_time() -> None:
    def cost(number: int) -> float:
        paths = Paths(LexborHTMLParser("<p>a</p>" * number))
        began = time.process_time()
        for place in range(1, number + 1):
            assert paths.find(f"/html/body/*[{place}]") is not None
        return time.process_time() - began

    cost(100)
    assert cost(8_000) < 40 * max(cost(1_000), 0.001)
