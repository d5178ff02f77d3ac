"""The papers that pictures are taken of, each made anew and served on a free port."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Final

from nouvelles.web.words import KNOWN

NOUVELLES: Final = Path(sys.executable).parent / "nouvelles"
#: All editions, the first one's first.
EDITIONS: Final = ("fr", *(one for one in KNOWN if one != "fr"))

#: (language, host, headline, paragraph): what is hard to set.
HARD: Final = (
    ("fr", "longueur", "Après onze mois de négociations interrompues, reprises puis de "
     "nouveau suspendues, les ministres des transports des huit pays riverains "
     "s’accordent sur un calendrier d’ouverture anticonstitutionnellement repoussé des "
     "liaisons ferroviaires de nuit, sans dire qui paiera les voitures-couchettes",
     "Les huit pays riverains se sont entendus sur un calendrier, non sur son coût."),
    ("de", "langes-wort", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau"
     "unterbeamtengesellschaft kündigt Rindfleischetikettierungsüberwachungsaufgaben"
     "übertragungsgesetz an",
     "Die Gesellschaft hat das Gesetz am Donnerstag angekündigt, wie sie mitteilte."),
    ("ja", "minato", "港の倉庫で火災、けが人なし――原因は調査中「煙に気づいた」と住民",
     "港の倉庫で十二日朝、火災があり、消防によると、けが人はなかった。原因を調べている。"),
    ("zh", "heping", "山谷大桥提前三个月通车，“终于不用绕路了”，沿线居民说",
     "山谷大桥十二日通车，比原计划提前三个月。沿线居民表示，往返县城的时间缩短了一半。"),
    ("he", "hagalil", "הגשר בעמק נפתח שלושה חודשים לפני המועד: „סוף סוף”, אומרים התושבים",
     "הגשר בעמק נפתח לתנועה ביום חמישי, שלושה חודשים לפני המועד שנקבע בתוכנית."),
    ("ar", "alwadi", "جسر الوادي يُفتح قبل موعده بثلاثة أشهر، وسكان القرى: «أخيرًا»",
     "فُتح جسر الوادي أمام حركة المرور يوم الخميس قبل ثلاثة أشهر من الموعد المقرر له."),
    ("th", "maenam", "สะพานข้ามหุบเขาเปิดก่อนกำหนดสามเดือนชาวบ้านบอกว่าไม่ต้องอ้อมทางไกลอีกแล้ว",
     "สะพานข้ามหุบเขาเปิดใช้เมื่อวันพฤหัสบดี ก่อนกำหนดสามเดือน ชาวบ้านบอกว่าเดินทางสะดวกขึ้นมาก"),
    ("en", "short", "Rain", "It rained in the valley all day on Thursday, and no more."),
)  # fmt: skip


@contextmanager
def served(*steps: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    """The address and the folder of a new paper after some commands, as long as it is
    needed."""
    with tempfile.TemporaryDirectory(prefix="nouvelles-shots-") as name:
        paper = str(Path(name) / "paper")
        every = os.environ | {
            "NOUVELLES_PAPER_EDITIONS": ",".join(EDITIONS),
            "NOUVELLES_COMMENTS_CLOSE_DAYS": "0",  # the sample day is an old one
        }
        of_it = (str(NOUVELLES), "--paper", paper)
        for words in (("init", paper), *steps):
            subprocess.run([*of_it, *words], check=True, capture_output=True, env=every)
        serve = ("serve", "--port", "0", "--no-worker", "--no-read")
        process = subprocess.Popen(
            [*of_it, *serve], stdout=subprocess.PIPE, text=True, env=every
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://"))
            yield address.rstrip("/"), Path(paper)
        finally:
            process.terminate()
            process.wait()


def remove(folder: Path, article: str, status: str) -> None:
    """Take an article off a paper, for whoever asked for it."""
    words = ("remove", article, "--status", status, "--reason", "Demande de l’auteur")
    subprocess.run(
        [NOUVELLES, "--paper", folder, *words], check=True, capture_output=True
    )


def write_hard(folder: Path) -> None:
    """Pages of outlets whose headlines are hard to set."""
    for language, host, headline, text in HARD:
        address = f"https://{host}.example/2026/03/12/{language}"
        way = "rtl" if language in {"ar", "he"} else "ltr"
        (folder / f"{language}.html").write_text(
            f'<!doctype html><html lang="{language}" dir="{way}"><head>'
            f"<title>{escape(headline)}</title>"
            f'<link rel="canonical" href="{address}">'
            f'<meta property="og:url" content="{address}">'
            '<meta property="og:type" content="article">'
            '<meta property="article:published_time" content="2026-03-12T08:00:00Z">'
            f"</head><body><article><h1>{escape(headline)}</h1>"
            + "".join(f"<p>{' '.join([escape(text)] * n)}</p>" for n in range(1, 5))
            + "</article></body></html>",
            encoding="utf-8",
        )
