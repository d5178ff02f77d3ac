"""Bands, their conjunction, reasons, rings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.comments import (
    Band,
    Before,
    Filter,
    Remark,
    Rings,
    Site,
    shipped,
    sketch,
)
from nouvelles.comments.judge import RING, UNCIVIL, hideable
from nouvelles.comments.reasons import CODES, MOST
from nouvelles.comments.rings import FEWEST_WORDS, apart, print_of
from nouvelles.comments.solicitation import SOLICITING
from nouvelles.web.verdicts import SUBJECTS, why
from nouvelles.web.words import KNOWN, load_words
from tests.comments.remarks import GENUINE, SPAM, lesson, lessons

CASINO = Remark(
    text="Best online casino, claim your free bonus and win cash now: "
    "http://casino-win.example/bonus contact us on whatsapp +44 20 7946 0958",
    author="online casino bonus",
    author_url="http://casino-win.example/slots",
)


@pytest.mark.parametrize("text", GENUINE)
def test_readers_are_published(text: str) -> None:
    for remark in (
        Remark(text=text),
        Remark(
            text=text, author="Marie Dupont", author_url="https://marie.blogspot.com"
        ),
    ):
        assert Filter().judge(remark).band is Band.PUBLISH


def test_plain_spam_is_hidden() -> None:
    verdict = Filter().judge(CASINO)
    assert verdict.band is Band.SPAM
    assert verdict.score > 0.9


@pytest.mark.parametrize(
    ("text", "copies", "may"),
    [
        ("free bonus at http://x.example/", 0, True),
        ("free bonus, call +33 6 12 34 56 78", 0, True),
        (
            "the report is at http://x.example/",
            0,
            False,
        ),  # leads away, solicits nothing
        ("the report is at http://x.example/", RING, True),
        ("free bonus, call [phone]", 0, True),
        (
            "error at [phone] in [phone], free memory",
            0,
            False,
        ),  # what stands for numbers
        ("http://x.example/ is free", 0, False),  # one word is no offer
        ("free bonus for all of you", 0, False),  # solicits, leads nowhere
        ("free bonus for all of you", RING, False),
    ],
)
def test_nothing_is_hidden_on_a_score_alone(text: str, copies: int, may: bool) -> None:
    look = sketch(Remark(text=text))
    assert hideable(look, ring=copies >= RING) is may


def test_a_high_score_without_the_rest_is_queued() -> None:
    # The site has learned that this text is spam; it leads nowhere.
    remark = Remark(text="Lucky spin gives a free bonus to new members", language="en")
    said = [lesson(f"x{n}", replace(remark, author=f"A{n}"), spam=True) for n in (1, 2)]
    verdict = Filter(Site(shipped(), [*lessons(), *said])).judge(remark)
    assert verdict.score > 0.8
    assert verdict.band is Band.QUEUE


def test_a_ring_is_queued_whatever_its_score() -> None:
    remark = Remark(text=GENUINE[0])
    assert Filter().judge(remark).band is Band.PUBLISH
    assert Filter().judge(remark, before=Before(copies=RING)).band is Band.QUEUE


def test_incivility_queues_where_it_is_wanted_and_is_no_spam() -> None:
    remark = Remark(text="You are an idiot and a moron, go home.")
    plain, civil = Filter(), Filter(civility=True)
    assert civil.judge(remark).incivility >= UNCIVIL
    assert civil.judge(remark).band is Band.QUEUE
    assert plain.judge(remark).band is Band.PUBLISH
    assert plain.judge(remark).score == civil.judge(remark).score


def test_score_alone_is_the_verdicts() -> None:
    verdict = Filter().judge(CASINO)
    assert Filter().score(CASINO) == (verdict.score, verdict.band)


def test_a_site_goes_from_the_prior_to_itself_by_degrees() -> None:
    few, many = Site(shipped(), lessons(3)), Site(shipped(), lessons(12))
    assert 0 < few.share < many.share == 1
    prior, site = Filter().thresholds(), Filter(many).thresholds()
    between = Filter(few).thresholds()
    assert sorted((prior[0], between[0], site[0]))[1] == between[0]


@pytest.mark.parametrize("language", KNOWN)
def test_every_reason_has_words(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = load_words(language)
    rich = Remark(
        text="Fr33 m0ney h3re 𝐛𝐨𝐧𝐮𝐬 c\u0430sin\u043e c\u200basino P͟͟U͟͟L w i n n e r "
        "http://bit.ly/1 t.me/x casino (dot) com <a href=x> a@b.example 🔥 GREAT PRIZES",
        author="cheap loans",
        author_url="http://x.example",
        seconds=2,
    )
    look = sketch(rich)
    seen = Before(copies=4, hosts={"x.example": 14})
    site = Site(shipped(), lessons(2))
    monkeypatch.setattr("nouvelles.comments.reasons.MOST", 1_000)
    found = Filter(site).judge(rich, look=look, before=seen).reasons
    assert {one.code for one in found} <= set(CODES)
    for one in found:
        assert why(one, words)
    assert {"ring", "host-seen", "mixed-scripts", "styled-letters", "decision"} <= {
        one.code for one in found
    }
    assert set(SUBJECTS) == set(SOLICITING)


def test_the_weightiest_reasons_come_first() -> None:
    found = Filter().judge(CASINO).reasons
    weights = [abs(one.weight) for one in found]
    assert len(found) <= MOST
    assert weights == sorted(weights, reverse=True)
    assert why(found[0], load_words("fr"))


def test_rings_see_through_numbers_links_and_names() -> None:
    rings = Rings()
    texts = [
        f"Earn {n}00 dollars every week from your home, write to @agent{n} or t.me/a{n}"
        for n in range(1, 6)
    ]
    counts = [
        rings.note(sketch(Remark(text=text)), at=n)[0] for n, text in enumerate(texts)
    ]
    assert counts == [0, 1, 2, 3, 4]
    assert rings.note(sketch(Remark(text=GENUINE[0])), at=6)[0] == 0


def test_rings_forget_and_count_hosts() -> None:
    rings = Rings(hours=1)
    look = sketch(Remark(text=SPAM[0]))
    assert rings.note(look, at=0)[1] == {"lucky-spin.example": 0}
    assert rings.note(look, at=60) == (1, {"lucky-spin.example": 1})
    assert rings.note(look, at=10_000) == (0, {"lucky-spin.example": 0})


def test_short_texts_have_no_ring() -> None:
    assert print_of(sketch(Remark(text="Thanks for this, great article"))) is None
    assert FEWEST_WORDS == 6


def test_prints_of_like_texts_are_near() -> None:
    one, other = (print_of(sketch(Remark(text=text))) for text in GENUINE[:2])
    again = print_of(sketch(Remark(text=GENUINE[0] + " 2024!")))
    assert one is not None
    assert other is not None
    assert again is not None
    assert apart(one, again) == 0
    assert apart(one, other) > 12
