"""Which lines are text: each rule alone, then the shipped decision on whole pages."""

from __future__ import annotations

import numpy as np
import pytest

from nouvelles.extract.decide import decide, least_score, load_model, unsure_lines
from nouvelles.extract.metadata import Heading, read_heading
from nouvelles.extract.page import Page
from nouvelles.extract.reasons import Left
from tests.extract.small_pages import asking, decided, keeping_all, kept_texts, read

ALL = keeping_all()
FIRST = "Nobody crossed the sound on Sunday, and the ferries lay at their moorings."
SECOND = "Talks between the union and the operator broke off after eleven hours."
THIRD = "The county has begun to fly medicine to the outer islands, twice a day."


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def outcome(page: Page, headline: str = "") -> tuple[list[str], dict[str, Left]]:
    """What is kept of a page of which all lines are likely, and what rules dropped."""
    found = decided(page, ALL, headline)
    dropped = {page.lines[place].text: why for place, why in found.dropped.items()}
    assert set(found.kept).isdisjoint(found.dropped)
    assert list(found.kept) == sorted(found.kept)
    return kept_texts(page, found), dropped


# ---- scores ------------------------------------------------------------------------


def test_lines_are_text_from_a_score_on() -> None:
    page = read(paragraphs("Short", FIRST, "Short", SECOND))
    found = decided(page, asking("length", np.log1p(20)))
    assert kept_texts(page, found) == [FIRST, SECOND]
    assert found.dropped == {}
    assert (found.scores >= 0.5).tolist() == [False, True, False, True]
    assert len(found.hints) == len(page.boxes)


def numbers(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, np.float32)


def test_only_lines_that_the_first_look_leaves_open_are_looked_at_again() -> None:
    assert unsure_lines(numbers(0.001, 0.3, 0.99, 0.94, 0.5)).tolist() == [1, 3, 4]
    assert unsure_lines(numbers()).tolist() == []


@pytest.mark.parametrize(
    ("scores", "weight", "least"),
    [
        # All that is likely is sure: a half is the border.
        ((0.9, 0.9, 0.1), (100, 100, 100), 0.5),
        # Nothing is sure. Of two of the lines 0.7 are expected to be text, of all 0.9: F1
        # is 2 · 0.7 / (2 + 0.9) = 0.48; with three of them 0.46, with one 0.42.
        ((0.4, 0.3, 0.2), (10, 10, 10), 0.3),
        # A long line is most of what may be text.
        ((0.4, 0.4, 0.2), (10, 10, 900), 0.2),
        # What is no text at all is none because nothing else is there either.
        ((0.01, 0.02), (10, 10), 0.1),
        ((0.3, 0.3), (0, 0), 0.3),
    ],
)
def test_the_least_score_is_that_of_the_highest_f1_expected(
    scores: tuple[float, ...], weight: tuple[float, ...], least: float
) -> None:
    assert least_score(numbers(*scores), numbers(*weight)) == pytest.approx(least)


def test_a_page_without_lines() -> None:
    found = decided(read(""), ALL)
    assert (found.kept, found.dropped, len(found.scores)) == ((), {}, 0)
    assert found.seen is None
    assert found.hints == []


def test_a_page_of_which_nothing_is_text() -> None:
    found = decided(read(paragraphs(FIRST, SECOND)), asking("length", 99))
    assert (found.kept, found.dropped) == ((), {})


def test_media_and_endless_words_are_no_text() -> None:
    data = "QUJD" * 500
    page = read(f"<p>{FIRST}</p><img src=a.jpg><p>{data}</p><p>{SECOND}</p>")
    assert outcome(page) == ([FIRST, SECOND], {})
    # A long text of a script without spaces is no such word.
    chinese = "渡轮停在港口。" * 200
    assert outcome(read(f"<p>{chinese}</p>"))[0] == [chinese]


# ---- the shipped decision on whole pages -------------------------------------------

AROUND = """<header class="site-header"><a href="/" class="logo">The Sound Gazette</a>
<nav><ul><li><a href="/local">Local</a></li><li><a href="/sea">At sea</a></li></ul></nav>
</header>{main}<aside class="sidebar"><h3>Most read</h3><ul>
<li><a href="/1">Mayor promises a bridge by 2040</a></li>
<li><a href="/2">Where to swim in May</a></li><li><a href="/3">The last lamplighter</a></li>
</ul></aside><footer class="footer"><p>© 2026 The Sound Gazette. All rights reserved.</p>
<ul><li><a href="/about">About us</a></li><li><a href="/terms">Terms of use</a></li></ul>
</footer>"""

ENGLISH = (
    "Nobody crossed the sound on Sunday. The Havfrue and her two sister ships lay at their "
    "moorings for the eighth day, and the crews say that they will stay there.",
    "“We are not asking for gold,” said Anders Lund, who has worked the winter timetable "
    "for nineteen years. “We are asking to sleep.”",
    "Talks between the union and the operator broke off on Friday night after eleven "
    "hours. Neither side has named a day for the next round.",
    "The county has begun to fly medicine to the outer islands, and the school on Lyng "
    "holds its lessons over the telephone.",
)
ARABIC = (
    "لم يعبر أحد المضيق يوم الأحد، وبقيت العبارات الثلاث راسية في الميناء لليوم الثامن "
    "على التوالي، ويقول البحارة إنهم لن يعودوا إلى العمل قبل تغيير الجداول.",
    "وانهارت المحادثات بين النقابة والشركة مساء الجمعة بعد إحدى عشرة ساعة، ولم يحدد أي "
    "من الطرفين موعدا لجولة جديدة.",
    "وبدأت المحافظة بنقل الأدوية جوا إلى الجزر البعيدة، فيما تعقد المدرسة دروسها عبر "
    "الهاتف.",
)
JAPANESE = (
    "日曜日、海峡を渡った人は一人もいなかった。三隻の渡船は八日目も港につながれたままで、"
    "乗組員は勤務表が改められるまで船を出さないとしている。",
    "労働組合と会社の交渉は金曜日の夜、十一時間に及んだ末に決裂した。次の交渉の日程は"
    "決まっていない。",
    "県は離島への薬の空輸を始め、島の小学校では電話で授業が行われている。",
)
FRENCH = (
    "Personne n’a traversé le détroit dimanche. Les trois bacs sont restés à quai pour le "
    "huitième jour, et les équipages disent qu’ils n’en bougeront pas.",
    "Les discussions entre le syndicat et la compagnie ont été rompues vendredi soir, "
    "après onze heures. Aucune date n’a été fixée pour la suite.",
    "Le département a commencé à livrer les médicaments par avion, et l’école de l’île "
    "fait classe par téléphone.",
)


def story(headline: str, texts: tuple[str, ...], opening: str, closing: str) -> Page:
    body = "".join(opening + text + closing for text in texts)
    main = (
        f'<main><article class="story"><h1>{headline}</h1>'
        f'<div class="story-body">{body}</div></article></main>'
    )
    return read(
        AROUND.format(main=main),
        f"<title>{headline}</title><meta property=og:type content=article>",
    )


@pytest.mark.parametrize(
    ("headline", "texts"),
    [
        ("Ferry strike enters second week", ENGLISH),
        ("إضراب العبارات يدخل أسبوعه الثاني", ARABIC),
        ("渡船のストライキ、二週目に", JAPANESE),
        ("La grève des bacs entre dans sa deuxième semaine", FRENCH),
    ],
    ids=["en", "ar", "ja", "fr"],
)
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<p>", "</p>"),
        ('<p class="css-1x9">', "</p>"),
        ('<div class="text-block"><p><span>', "</span></p></div>"),
        ("", "<br><br>"),
    ],
    ids=["p", "named", "nested", "breaks"],
)
def test_the_text_and_nothing_else(
    headline: str, texts: tuple[str, ...], opening: str, closing: str
) -> None:
    page = story(headline, texts, opening, closing)
    found = decide(page, read_heading(page), load_model())
    assert kept_texts(page, found) == list(texts)


def test_what_stands_amid_the_text() -> None:
    first, second, third, fourth = ENGLISH
    main = f"""<article class="post"><h1>Ferry strike enters second week</h1>
<div class="meta"><span class="author">By Mira Holm</span> <time>4 May 2026</time></div>
<div class="entry-content"><p>{first}</p><div class="ad-slot"><span>Advertisement</span>
</div><p>{second}</p><div class="related-box"><h4>Read more</h4><ul>
<li><a href="/r">Rosters: what the law says</a></li>
<li><a href="/m">Medicine by helicopter</a></li></ul></div>
<h2>Eleven hours</h2><p>{third}</p><blockquote><p>{fourth}</p></blockquote>
<div class="newsletter-box"><p>Sign up to our morning letter</p></div></div>
<div class="tags"><a href="/t/1">Harbour</a> <a href="/t/2">Strike</a></div></article>"""
    page = read(
        AROUND.format(main=main), "<title>Ferry strike enters second week</title>"
    )
    found = decide(page, read_heading(page), load_model())
    assert kept_texts(page, found) == [first, second, "Eleven hours", third, fourth]


def test_the_model_is_read_once() -> None:
    assert load_model() is load_model()
    assert isinstance(read_heading(read("<h1>a</h1>")), Heading)
