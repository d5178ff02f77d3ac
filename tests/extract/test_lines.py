"""A page's lines and boxes, as one walk finds them."""

from __future__ import annotations

import time

import pytest
from lxml import html
from selectolax.lexbor import LexborNode

from nouvelles.extract.lines import KINDS, Box, Line
from nouvelles.extract.page import Page, read_page
from nouvelles.extract.paths import Paths
from tests.extract.captures import PAGES
from tests.extract.small_pages import box_of, lines_of, read, texts_of

# ---- what a line is ----------------------------------------------------------------


def test_blocks_part_lines_and_inline_elements_do_not() -> None:
    assert texts_of(
        "<p>The <em>Havfrue</em> lay <span>at her <b>moorings</b></span>.</p>"
        "<p>Nobody <abbr>cf.</abbr> crossed.</p>"
    ) == ["The Havfrue lay at her moorings.", "Nobody cf. crossed."]


def test_text_between_blocks_is_a_line_of_the_outer_box() -> None:
    page = read("<div>before<p>within</p>behind</div>")
    assert [line.text for line in page.lines] == ["before", "within", "behind"]
    assert [line.box.tag for line in page.lines] == ["div", "p", "div"]
    assert [line.index for line in page.lines] == [0, 1, 2]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("  Two\n\t  words\r\n ", "Two words"),
        ("Two <i> words</i>", "Two words"),
        ("Two<i> </i>words", "Two words"),
        ("<i>Two </i> <b> words </b>", "Two words"),
        ("Was\u00adser\u200bfall\ufeff", "Wasserfall"),
        ("a \u00ad b", "a b"),
        ("10\u00a0000\u202f€", "10\u00a0000\u202f€"),
        ("Ti<wbr>ny", "Tiny"),
        ("a&nbsp;&amp;&nbsp;b &lt;i&gt;", "a\u00a0&\u00a0b <i>"),
    ],
)
def test_white_space_and_marks_for_hyphens(markup: str, expected: str) -> None:
    assert texts_of(f"<p>{markup}</p>") == [expected]


@pytest.mark.parametrize(
    "markup", ["", " \n\t", "<p></p>", "<div> <p>&nbsp;</p> </div>", "<!-- only -->"]
)
def test_white_space_alone_is_no_line(markup: str) -> None:
    page = read(markup)
    assert page.lines == []
    assert page.boxes == []


def test_line_breaks_part_lines_and_are_counted() -> None:
    lines = lines_of("<p>One<br>two<br/><br>three</p><p><br>four</p>five")
    assert [(line.text, line.breaks) for line in lines] == [
        ("One", 0), ("two", 1), ("three", 2), ("four", 1), ("five", 0),
    ]  # fmt: skip
    assert lines[0].box is lines[2].box
    assert lines[2].box is not lines[3].box


def test_a_line_break_within_an_inline_element() -> None:
    first, second = lines_of('<p>See <a href="/x">this<br>and that</a>, all.</p>')
    assert (first.text, first.marks) == ("See this", (("link", 4, 8, "/x"),))
    assert (second.text, second.marks) == ("and that, all.", (("link", 0, 8, "/x"),))
    assert (first.linked, second.linked) == (4, 8)


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ("em", "emphasis"), ("i", "emphasis"), ("b", "strong"), ("strong", "strong"),
        ("q", "quote"), ("code", "code"), ("sub", "sub"), ("sup", "sup"),
    ],
)  # fmt: skip
def test_each_mark(element: str, kind: str) -> None:
    (line,) = lines_of(f"<p>ab <{element}>cde</{element}> f</p>")
    assert line.marks == ((kind, 3, 6, ""),)
    assert line.text[3:6] == "cde"
    assert line.strong == (3 if kind in ("strong", "emphasis") else 0)
    assert line.linked == 0


def test_marks_within_marks_end_where_they_end() -> None:
    (line,) = lines_of(
        '<p>The <a href="https://a.example/">old <em>ferry</em></a> <b>sank </b></p>'
    )
    assert line.text == "The old ferry sank"
    found = {(kind, line.text[start:end]) for kind, start, end, _ in line.marks}
    assert found == {("link", "old ferry"), ("emphasis", "ferry"), ("strong", "sank")}
    assert [mark[3] for mark in line.marks if mark[0] == "link"] == [
        "https://a.example/"
    ]
    assert (line.linked, line.strong) == (len("old ferry"), len("ferrysank"))


def test_an_empty_mark_is_none() -> None:
    (line,) = lines_of('<p>ab<a href="/x"></a><b> </b>cd</p>')
    assert line.text == "ab cd"
    assert [kind for kind, *_ in line.marks] == ["strong"]


def test_a_link_around_blocks_covers_the_lines_within() -> None:
    page = read('<a href="/x"><h3>Title</h3><p>Some <i>words</i></p></a><p>after</p>')
    first, second, third = page.lines
    assert first.marks == (("link", 0, 5, "/x"),)
    assert ("link", 0, 10, "/x") in second.marks
    assert third.marks == ()
    assert (page.boxes[0].letters, page.boxes[0].linked) == (20, 15)


def test_cuts_are_where_elements_that_only_group_begin_and_end() -> None:
    (line,) = lines_of(
        "<p><span class='who'>By Ann Field</span> <time>4 May</time> "
        "<span class='agency'>Quay Press</span></p>"
    )
    assert line.pieces() == ["By Ann Field", "4 May", "Quay Press"]
    assert line.names == "who"
    (plain,) = lines_of("<p>By <b>Ann Field</b></p>")
    assert plain.pieces() == ["By Ann Field"]
    assert plain.names == ""


# ---- what is no text ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "media"),
    [
        ("<img src=a.jpg>", "img"), ("<video src=a.mp4></video>", "video"),
        ("<audio src=a.mp3></audio>", "audio"), ("<iframe src=/a></iframe>", "iframe"),
        ("<embed src=a.swf>", "embed"), ("<amp-img src=a.jpg></amp-img>", "amp-img"),
        ("<amp-youtube data-videoid=a></amp-youtube>", "amp-youtube"),
    ],
)  # fmt: skip
def test_media_are_lines_without_text(markup: str, media: str) -> None:
    first, picture, last = lines_of(f"<p>a <b>b {markup} c</b> d</p>")
    assert (first.text, picture.text, last.text) == ("a b", "", "c d")
    assert (first.media, picture.media, last.media) == ("", media, "")
    assert picture.node is not None
    assert picture.node.tag == media
    assert picture.box is first.box


def test_a_medium_has_its_own_names_and_path() -> None:
    page = read(
        "<figure><a href=/x><img class='hero wide' id=i src=a.jpg></a></figure>"
    )
    (line,) = page.lines
    assert line.names == "hero wide i"
    assert line.path == "/html/body/*[1]/*[1]/*[1]"
    assert line.box.path == "/html/body/*[1]"


@pytest.mark.parametrize(
    "markup",
    [
        "<script>var no = 1</script>", "<style>.no{}</style>", "<template>no</template>",
        "<noscript>no</noscript>", "<svg><text>no</text></svg>", "<math><mi>no</mi></math>",
        "<object>no</object>", "<canvas>no</canvas>", "<select><option>no</select>",
        "<textarea>no</textarea>", "<datalist><option>no</datalist>",
        "<noembed>no</noembed>", "<input value=no>", "<!-- no -->", "<?php no ?>",
    ],
)  # fmt: skip
def test_what_is_not_read_parts_no_line(markup: str) -> None:
    text = "Nobody crossed the sound on Sunday, and nobody will on Monday. " * 4
    assert texts_of(f"<p>{text}Ab{markup}cd</p>") == [f"{text}Abcd"]


def test_how_characters_are_spoken_is_not_read() -> None:
    assert texts_of("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>") == [
        "漢字"
    ]


def test_noscript_is_read_only_where_there_is_next_to_nothing_else() -> None:
    ferry = (
        "<noscript><p>The ferry is late again, the harbour office says.</p></noscript>"
    )
    assert texts_of(f"<p>Loading</p>{ferry}") == [
        "Loading", "The ferry is late again, the harbour office says.",
    ]  # fmt: skip
    long = "The ferry left at seven, on time and empty, and came back at noon. " * 4
    assert texts_of(f"<p>{long}</p>{ferry}") == [long.strip()]
    # Programs stay unread in any case.
    assert texts_of("<p>Loading</p><noscript></noscript><script>x()</script>") == [
        "Loading"
    ]


def test_a_page_in_a_noscript_that_is_never_closed() -> None:
    body = "".join(f"<p>Paragraph {n} of the article.</p>" for n in range(9))
    assert len(texts_of(f"<noscript><img src=count.gif>{body}")) == 10


# ---- menus and services ------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        "<nav>", "<dialog open>", "<div class='a2a_kit'>", "<div id=disqus_thread>",
        "<section class='wide comments-area'>", "<div class='OUTBRAIN'>",
    ],
)  # fmt: skip
def test_menus_and_parts_of_services_are_reported_and_not_read(opening: str) -> None:
    tag = opening[1:-1].split()[0]
    page = read(f"<p>One</p>{opening}<p>Home</p><img src=a.png></{tag}><p>Two</p>")
    assert [line.text for line in page.lines] == ["One", "Two"]
    (menu,) = page.menus
    assert (menu.tag, menu.first, menu.end) == (tag, 1, 1)
    assert menu.path == "/html/body/*[2]"
    assert menu not in page.boxes


def test_inline_elements_of_such_names_are_read() -> None:
    assert texts_of("<p>a <span class='respond'>b</span></p>") == ["a b"]


# ---- boxes -------------------------------------------------------------------------


def test_boxes_hold_their_lines_and_count_them() -> None:
    page = read(
        "<article class=story id=s1><h1>Ferry</h1><div><p>It <a href=/x>sank</a>.</p>"
        "<p>Twice.</p></div></article><aside></aside><footer>End</footer>"
    )
    tags = [box.tag for box in page.boxes]
    assert tags == ["body", "article", "h1", "div", "p", "p", "footer"]
    assert [box.index for box in page.boxes] == list(range(7))
    article = box_of(page, "article")
    assert article.names == "story s1"
    assert (article.first, article.end, article.children) == (0, 3, 2)
    assert (article.letters, article.linked) == (len("FerryIt sank.Twice."), 4)
    assert (article.depth, box_of(page, "p").depth) == (1, 3)
    assert [box.tag for box in box_of(page, "p", 1).around()] == [
        "p", "div", "article", "body",
    ]  # fmt: skip
    # An aside that holds nothing is no box, but is counted among the body's children.
    assert page.boxes[0].children == 3


def test_kinds_of_elements_around() -> None:
    page = read("<main><ul><li><p>a</p></li></ul><p>b</p></main>")
    first, second = page.lines
    assert first.box.inside == KINDS["main"] | KINDS["ul"] | KINDS["li"]
    assert second.box.inside == KINDS["main"]


@pytest.mark.parametrize(
    ("attributes", "names"),
    [
        ("class='a  b' id=c", "a  b c"), ("itemprop=articleBody", "articleBody"),
        ("role=main data-component=text", "main text"), ("data-x=y title=z", ""),
        ("hidden", "is-hidden"), ("class=a style='DISPLAY : none'", "a is-hidden"),
        ("style='visibility:hidden'", "is-hidden"), ("style='color:red'", ""),
        ("class", ""), ("aria-label='Share this'", "Share this"),
    ],
)  # fmt: skip
def test_names(attributes: str, names: str) -> None:
    assert box_of(read(f"<div {attributes}>a</div>"), "div").names == names


def test_elements_that_nobody_knows_are_boxes() -> None:
    page = read(
        "<x-story><tag-line>One</tag-line><unknown>two</unknown></x-story>three"
    )
    assert [(line.text, line.box.tag) for line in page.lines] == [
        ("One", "tag-line"), ("two", "unknown"), ("three", "body"),
    ]  # fmt: skip
    # The same numbers are other elements' in another document.
    again = read("<other-name>One</other-name>")
    assert again.lines[0].box.tag == "other-name"


@pytest.mark.parametrize("markup", ["<frameset><frame src=a></frameset>", ""])
def test_documents_without_a_body(markup: str) -> None:
    page = read_page(f"<!doctype html>{markup}", "")
    assert (page.lines, page.boxes, page.menus) == ([], [], [])


def test_a_broken_page_is_read_as_browsers_read_it() -> None:
    assert texts_of("<p>One<p>two<li>three<b>four</p>five</b><td>six") == [
        "One", "two", "threefour", "fivesix",
    ]  # fmt: skip


# ---- depth and length --------------------------------------------------------------


@pytest.mark.parametrize("element", ["div", "span", "b", "x-y"])
def test_deep_pages_need_no_stack(element: str) -> None:
    deep = 3_000
    page = read(f"{f'<{element}>' * deep}end{f'</{element}>' * deep}")
    assert [line.text for line in page.lines] == ["end"]
    path = page.lines[0].path
    if element in ("div", "x-y"):
        assert path == "/html/body" + "/*[1]" * deep
        assert page.lines[0].box.depth == deep


def test_time_grows_with_the_number_of_lines() -> None:
    def cost(number: int) -> float:
        tree = "<div><p>Some <b>words</b> of <a href=/x>text</a>.<br>More.</p></div>"
        page = f"<body>{tree * number}</body>"
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            assert len(read_page(page, "").lines) == 2 * number
            best = min(best, time.process_time() - began)
        return best

    assert cost(8_000) < 24 * max(cost(1_000), 0.002)


# ---- paths -------------------------------------------------------------------------

WINDING = """<!-- c --> text <div><!-- c -->a<span>b<i><p id=one>in an inline element</p>
</i></span><template><p>t</p></template><p id=two>behind <b>a <u>template</u></b></p>
<a href=/x><section><p id=three>in a link</p><img id=four src=a.jpg></section></a>
<noscript><p>n</p></noscript><x-box><p id=five>x</p><video id=six src=v></video></x-box>
</div><table><tr><td id=seven>cell<td><em><img id=eight src=b.jpg></em></table>"""


def _named(page: Page) -> list[Box | Line]:
    return [*page.boxes, *page.menus, *(line for line in page.lines if line.media)]


@pytest.mark.parametrize("name", ["winding", "article.html", "busy.html"])
def test_paths_lead_to_the_elements(name: str) -> None:
    text = WINDING if name == "winding" else (PAGES / name).read_text("utf-8")
    page = read_page(text, "")
    paths = Paths(page.tree)
    document = html.document_fromstring(page.tree.html or "")
    assert len(_named(page)) > 10
    for one in _named(page):
        node: LexborNode | None = one.node
        assert node is not None
        found = paths.find(one.path)
        assert found is not None
        assert found.mem_id == node.mem_id
        if name != "winding":  # lxml knows no template
            (element,) = document.xpath(one.path)
            assert element.tag == node.tag
            assert element.attrib.get("id") == node.attributes.get("id")


def test_paths_written_out() -> None:
    page = read_page(WINDING, "")
    by_id = {
        one.node.attributes["id"]: one.path
        for one in _named(page)
        if one.node is not None and "id" in one.node.attributes
    }
    assert by_id == {
        "one": "/html/body/*[1]/*[1]/*[1]/*[1]",
        "two": "/html/body/*[1]/*[3]",
        "three": "/html/body/*[1]/*[4]/*[1]/*[1]",
        "four": "/html/body/*[1]/*[4]/*[1]/*[2]",
        "five": "/html/body/*[1]/*[6]/*[1]",
        "six": "/html/body/*[1]/*[6]/*[2]",
        "seven": "/html/body/*[2]/*[1]/*[1]/*[1]",
        "eight": "/html/body/*[2]/*[1]/*[1]/*[2]/*[1]/*[1]",
    }


def test_the_path_of_a_line_is_its_box() -> None:
    page = read("<div><p>a<br><span>b</span></p></div>")
    assert [line.path for line in page.lines] == ["/html/body/*[1]/*[1]"] * 2
