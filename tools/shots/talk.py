"""What readers of the sample say, for the pictures of the gallery: comments through the
real filter, a ring of spam, a notice of illegal content, a complaint, a desk."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from nouvelles.config import load_settings
from nouvelles.discussion import Draft
from nouvelles.records import Comment
from nouvelles.records.desk import Act, NoticeForm, ReportKind, Role, Why
from nouvelles.run.clock import system_clock
from nouvelles.run.desk import complaints, moderate, notices, reporting
from nouvelles.run.desk.accounts import add_account
from nouvelles.run.discussion.answering import answer_as_newsroom
from nouvelles.run.discussion.filtering import SiteFilter
from nouvelles.run.discussion.paper import PaperDiscussion, discussing
from nouvelles.run.discussion.taking import Sent
from nouvelles.store import open_store
from nouvelles.store.comments import comment_of

NAME: Final = "Ada"
PASSWORD: Final = "a picture of every page"  # noqa: S105 - of a paper that is thrown away

#: (name, text, place of what it answers or -1), each kept by its place.
SAID: Final = (
    ("Maren", "Merci pour ce récit. La *carte* de la crue manque pourtant : les rues "
     "basses ont été prévenues deux heures après les autres.", -1),
    ("Tiago", "Aqui foi o mesmo. A proteção civil ligou quando a água já entrava.", 0),
    ("سلمى", "في حيّنا وصل الإنذار عبر الجيران لا عبر الهاتف.", 0),
    ("Joss", "> les rues basses\n\nFrom the dyke you could see it coming since noon. "
     "Who decided to wait?", 0),
    ("Éliane", "Le rapport de la commission est public : [le voici]"
     "(https://commission.example/rapport), page 12.", -1),
    ("Ben", "Page 12 ne parle que du barrage, pas de l’alerte.", 4),
    ("Odile R.", "La rédaction sait-elle qui paiera les travaux ?", -1),
)  # fmt: skip

SPAM: Final = (
    "Earn {n}00 dollars a day from home with my crypto bot, write to me on WhatsApp "
    "+1 555 010{n} or see https://fast-profit{n}.example/join now"
)
DOUBTFUL: Final = (
    (
        "Luca",
        "Great article, very useful information, thank you for sharing it with us",
    ),
    ("Visiteur", "Voir aussi mon site https://jardin-de-paul.example pour la suite"),
    ("Anon", "Bande d’idiots, vous avez tous voté pour ça."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What pictures are taken of: secrets in addresses, numbers at the desk."""

    own: str
    fresh: str
    complained: str
    receipt: str
    ring: int
    notice: int
    complaint: int


def fill(folder: Path, article: str) -> Talk:
    """Have an article of a paper talked about."""
    store = open_store(folder, load_settings(folder))
    now = int(system_clock())
    for name, role in ((NAME, Role.EDITOR), ("Miloš", Role.MODERATOR)):
        add_account(store, name, PASSWORD, role, who="shots", clock=system_clock)
    with discussing(store, system_clock, SiteFilter(store)) as discussion:
        say = _Saying(discussion, f"article:{article}")
        made: list[Comment] = []
        for name, text, to in SAID:
            made.append(say(name, text, parent=made[to].id if to >= 0 else None))
        made += [say(*one) for one in _many()]
        ids = [one.id for one in made]
        moderate.decide(store, ids, Act.APPROVE, who=NAME, now=now)
        answer_as_newsroom(
            store, ids[len(SAID) - 1], "Claire, rédaction",
            "La province, depuis 2019 ; nous publierons le budget dès qu’il sera voté.",
            featured=True, who=NAME, clock=system_clock,
        )  # fmt: skip
        ring = [say(f"Rich{n}", SPAM.format(n=n)) for n in range(2, 8)]
        moderate.decide(
            store, [one.id for one in ring[:4]], Act.QUEUE, who="Miloš", now=now
        )
        for name, text in DOUBTFUL:
            one = say(name, text)
            moderate.decide(store, [one.id], Act.QUEUE, who="Miloš", now=now)
        reporting.report(
            store, ids[3], ReportKind.ABUSE, "Il s’en prend à une personne nommée.",
            author=None, may_hide=True, now=now,
        )  # fmt: skip
        removed = say("Karl", "Le maire est un menteur, tout le monde le sait ici.")
        moderate.decide(
            store, [removed.id], Act.REMOVE, why=Why.ABUSE, who="Miloš", now=now
        )
        own = say.token
        say("Nour", "Merci, je relirai le rapport avec ces chiffres en tête.")
        fresh = say.token
        other = say("Vera", "On devrait le jeter dans le fleuve, lui et sa digue.")
        complained = say.token
        moderate.decide(
            store, [other.id], Act.REMOVE, why=Why.HATE, who="Miloš", now=now
        )
        with store.read() as connection:
            put_aside = comment_of(connection, other.id)
        assert put_aside is not None
        text = "C’était une image : je demandais sa démission, rien d’autre."
        complaints.complain(store, put_aside, text, now)
        receipt = _notify(discussion, ids[1], now)
    store.close()
    return Talk(
        own=own,
        fresh=fresh,
        complained=complained,
        receipt=receipt,
        ring=ring[0].id,
        notice=1,
        complaint=1,
    )


def _many() -> list[tuple[str, str]]:
    """As many comments as fill more than one page."""
    return [
        (f"Lecteur {n}", f"Au quartier {n}, l’eau est montée à {n + 3} h du matin ; nous "
         f"avons compté {n * 7} caves noyées et attendu les pompiers {n + 1} heures.")
        for n in range(1, 41)
    ]  # fmt: skip


class _Saying:
    """Who says something on a page; `token` is the secret of what was said last."""

    def __init__(self, discussion: PaperDiscussion, page: str) -> None:
        self._discussion, self._page = discussion, page
        self._numbers = count(1)
        self.token = ""

    def __call__(self, name: str, text: str, parent: int | None = None) -> Comment:
        nonce = f"{next(self._numbers):024x}"
        draft = Draft(name=name, text=text, parent=parent)
        sent = Sent(
            page=self._page, draft=draft, nonce=nonce, seconds=40.0,
            expected=("fr", "en", "ar"),
        )  # fmt: skip
        self.token = self._discussion.gate.own_token(nonce)
        return self._discussion.send(sent).result()


def _notify(discussion: PaperDiscussion, comment: int, now: int) -> str:
    found = discussion.comment(comment)
    assert found is not None
    form = NoticeForm(
        why="Ce commentaire affirme faussement que la protection civile n’a pas appelé.",
        law="Loi du 29 juillet 1881, article 29",
        language="fr",
        good_faith=True,
    )
    return notices.receive(
        discussion.store, form, page=found.page, comment=comment, name="Nadia Orval",
        email="nadia@mail.example", now=now,
    )  # fmt: skip
