"""Lessons made from licensed ones: disguises of spam, and what readers do that spam does.

In the sets, an author's name and address stand on spam alone, links nearly so. A model
that learns that flags every reader with a home page; so genuine remarks are given homes,
sources, capitals and emoji here, and spam is seen without its author, and in disguises.
Everything is drawn from a hash of the row's id: the same rows give the same lessons.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from nouvelles.comments.solicitation import SOLICITING
from tools.learning.spam.rows import Labelled

_NAMES: Final = (
    *(
        "Anna",
        "Marie Dupont",
        "Thomas",
        "J. Miller",
        "Olga",
        "Иван",
        "Мария К.",
        "أحمد",
    ),
    *("سارة", "李明", "Budi", "Siti", "Carlos", "Lucía", "João", "Ana Paula", "Klaus"),
    *(
        "Sabine W.",
        "reader",
        "a reader",
        "anonymous",
        "Gast",
        "lecteur",
        "Paul",
        "Mike77",
    ),
    *(
        "kate_w",
        "Dr. Smith",
        "Nguyen",
        "Rahim",
        "Priya",
        "Yuki",
        "Elif",
        "Piotr",
        "guest",
    ),
)
_HOMES: Final = (
    "https://{}.blogspot.com/", "https://{}.github.io/", "https://{}.wordpress.com/",
    "https://mastodon.social/@{}", "https://mastodon.world/@{}",
    "https://{}.substack.com", "https://{}.tumblr.com/",
    "https://www.linkedin.com/in/{}", "http://{}.free.fr/", "https://{}.me",
    "https://{}.net/", "https://{}.org", "https://www.{}.com/", "https://{}.eu/blog",
    "https://twitter.com/{}", "https://medium.com/@{}", "https://{}.de",
)  # fmt: skip
_PRESS: Final = (
    "www.lemonde.fr/international/", "www.reuters.com/world/", "www.bbc.co.uk/news/",
    "www.theguardian.com/commentisfree/", "apnews.com/article/",
    "www.spiegel.de/politik/", "elpais.com/sociedad/", "www.aljazeera.net/news/",
    "en.wikipedia.org/wiki/", "de.wikipedia.org/wiki/", "ru.wikipedia.org/wiki/",
    "www.nytimes.com/2024/05/02/us/", "www.kompas.com/read/", "meduza.io/feature/",
    "www.tagesschau.de/inland/", "arxiv.org/abs/", "stackoverflow.com/questions/",
    "github.com/", "www.youtube.com/watch?v=", "youtu.be/",
    "www.insee.fr/fr/statistiques/", "ec.europa.eu/eurostat/", "www.who.int/news/item/",
)  # fmt: skip
_EMOJI: Final = ("😂", "👍", "❤️", "😅", "🙏", "😡", "🤔", "👏", "🔥", "😭")
_THANKS: Final = (
    "Thanks for this.", "Thank you for the article.", "Great article, thanks!",
    "Nice one.", "Thanks, this helped me a lot.",
    "Very good tutorial, thank you so much!", "Well said.",
    "Great explanation. I have one question:", "Good read.", "Excellent reporting.",
    "Merci pour cet article.", "Très bon article, merci !", "Bien dit.",
    "Bravo pour l'enquête.", "Danke für den Artikel!", "Sehr guter Beitrag.",
    "Gracias por el artículo.", "Muy buen reportaje.", "Excelente nota, gracias.",
    "Obrigado pela matéria.", "Ótimo texto.", "Спасибо за статью!",
    "Отличный материал.", "شكرا على المقال", "مقال رائع", "写得很好，谢谢", "感谢分享",
    "Terima kasih artikelnya.", "Artikel bagus.", "Amazing work.", "Awesome!",
    "Very nice !", "Thank you so much for this great post.", "Interesting article.",
    "Nice tutorial! Very helpful.",
    "This is a great introduction, thank you for sharing.",
)  # fmt: skip
_LOOKALIKES: Final = str.maketrans("aceopxyiAEOCTHK", "асеорхуіАЕОСТНК")
_WESTERN: Final = str.maketrans("асеорхуАЕОСТНКМ", "aceopxyAEOCTHKM")
_LEET: Final = str.maketrans("aeiostAEIOST", "431057431057")
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\u00ad\ufeff"
_OVER: Final = "\u0361\u0336\u0335\u0301\u0308\u035f\u0332"

Draw = random.Random


def made(rows: Iterable[Labelled]) -> Iterator[Labelled]:
    """The made lessons of rows, each after the one it is made from."""
    for row in rows:
        if row.set == "challenge":
            continue
        draw = random.Random(row.id)  # noqa: S311 - reproducible, not secret
        yield from _of_spam(row, draw) if row.spam else _of_ham(row, draw)


def _of_spam(row: Labelled, draw: Draw) -> Iterator[Labelled]:
    if row.remark.author or row.remark.author_url:
        if draw.random() < 0.5:
            yield _as(row, "no-author", author="", author_url="")
    elif draw.random() < 0.1:
        yield _as(row, "home", author=draw.choice(_NAMES), author_url=_home(draw))
    elif draw.random() < 0.15:
        yield _as(row, "seller", **_seller(draw))
    if draw.random() < 0.25:
        name, dress = draw.choice(_DISGUISES)
        share = draw.choice((0.2, 0.4, 1.0))
        words = row.remark.text.split(" ")
        text = " ".join(dress(w, draw) if draw.random() < share else w for w in words)
        yield _as(row, name, text=text)


def _of_ham(row: Labelled, draw: Draw) -> Iterator[Labelled]:
    text = row.remark.text
    if draw.random() < 0.12:
        yield _as(row, "home", author=draw.choice(_NAMES), author_url=_home(draw))
    elif draw.random() < 0.05:
        yield _as(row, "name", author=draw.choice(_NAMES))
    if draw.random() < 0.08:
        source = f"https://{draw.choice(_PRESS)}{_word(draw)}"
        parts = (text, source) if draw.random() < 0.8 else (source, text)
        yield _as(row, "source", text=" ".join(parts))
    if draw.random() < 0.06:
        loud = text.upper() if draw.random() < 0.7 else text
        emoji = draw.choice(_EMOJI) * draw.randint(1, 3)
        yield _as(row, "loud", text=f"{loud} {emoji}")
    if draw.random() < 0.03:
        thanks = draw.choice(_THANKS)
        alone = draw.random() < 0.4
        yield _as(row, "thanks", text=thanks if alone else f"{thanks} {text}")
    if draw.random() < 0.02:
        # The words may be anybody's: they were copied to carry the name and the address.
        copied = draw.choice(_THANKS) if draw.random() < 0.5 else text
        yield replace(_as(row, "seller", text=copied, **_seller(draw)), spam=True)
    if draw.random() < 0.01:
        thanks = draw.choice(_THANKS)
        yield _as(
            row,
            "thanks",
            text=thanks,
            author=draw.choice(_NAMES),
            author_url=_home(draw),
        )


def _as(row: Labelled, kind: str, **changed: str) -> Labelled:
    remark = replace(row.remark, **changed)
    return replace(row, id=f"{row.id}+{kind}", remark=remark, kind=f"made:{kind}")


def _word(draw: Draw) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(draw.choice(letters) for _ in range(draw.randint(5, 11)))


def _home(draw: Draw) -> str:
    return draw.choice(_HOMES).format(_word(draw))


@cache
def _wares() -> tuple[str, ...]:
    """Words that a seller calls himself by."""
    data = files("nouvelles.comments") / "data" / "solicitations.toml"
    read = tomllib.loads(data.read_text(encoding="utf-8"))
    subjects = (*SOLICITING, "trade", "home")
    words = " ".join(read[subject]["words"] for subject in subjects).split()
    return tuple(word.replace("_", " ") for word in words if not word.endswith("*"))


def _seller(draw: Draw) -> dict[str, str]:
    """An author that is an advertisement."""
    wares = " ".join(draw.choice(_wares()) for _ in range(draw.randint(1, 3)))
    name = wares.title() if draw.random() < 0.4 else wares
    host = f"{_word(draw)}{draw.choice(('', '-' + _word(draw)))}"
    if wares.isascii() and draw.random() < 0.3:
        host = wares.replace(" ", draw.choice(("", "-")))
    top = draw.choice(
        ("com", "com", "com", "net", "org", "info", "ru", "xyz", "de", "top")
    )
    path = draw.choice(
        ("/", "/", "", f"/{_word(draw)}/", f"/{_word(draw)}/{_word(draw)}.html")
    )
    return {
        "author": name,
        "author_url": f"http://{draw.choice(('', 'www.'))}{host}.{top}{path}",
    }


def _each(change: Callable[[str, Draw], str]) -> Callable[[str, Draw], str]:
    def dress(word: str, draw: Draw) -> str:
        return "".join(change(letter, draw) for letter in word)

    return dress


def _bold(letter: str, draw: Draw) -> str:
    if not (letter.isascii() and letter.isalnum()):
        return letter
    if letter.isdigit():
        return chr(0x1D7CE + ord(letter) - ord("0"))
    base = 0x1D400 if letter.isupper() else 0x1D41A
    return chr(base + ord(letter) - ord("A" if letter.isupper() else "a"))


def _wide(letter: str, draw: Draw) -> str:
    return chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter


def _capital(letter: str, draw: Draw) -> str:
    if letter.isascii() and letter.isalpha():
        return chr(0x1F130 + ord(letter.upper()) - ord("A"))
    return letter


def _unseen(letter: str, draw: Draw) -> str:
    return letter + (draw.choice(_UNSEEN) if draw.random() < 0.3 else "")


def _over(letter: str, draw: Draw) -> str:
    return letter + (draw.choice(_OVER) if draw.random() < 0.4 else "")


def _alike(letter: str, draw: Draw) -> str:
    return letter.translate(_LOOKALIKES).translate(
        {} if draw.random() < 0.5 else _WESTERN
    )


def _western(letter: str, draw: Draw) -> str:
    return letter.translate(_WESTERN) if draw.random() < 0.6 else letter


def _leet(letter: str, draw: Draw) -> str:
    return letter.translate(_LEET) if draw.random() < 0.5 else letter


def _spaced(word: str, draw: Draw) -> str:
    return draw.choice((" ", " ", ".", "-")).join(word) if len(word) > 3 else word


_DISGUISES: Final = (
    ("bold", _each(_bold)),
    ("wide", _each(_wide)),
    ("squares", _each(_capital)),
    ("unseen", _each(_unseen)),
    ("marks", _each(_over)),
    ("alike", _each(_alike)),
    ("western", _each(_western)),
    ("leet", _each(_leet)),
    ("spaced", _spaced),
)
