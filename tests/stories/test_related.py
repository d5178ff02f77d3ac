"""“Read also”: what has a bond is shown, once a story and outlet; what has none is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from nouvelles.records import Telling
from nouvelles.stories.background import Background
from nouvelles.stories.bank import Bank
from nouvelles.stories.clues import clues
from nouvelles.stories.related import Member, Side, compared, load_models, related
from nouvelles.stories.sketch import Frequencies, sketch

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)

DAM = (
    "The Talmeira dam on the river Ouvra was opened in the night. Minister Quentalha said "
    "that the warning to Marwal left Montelar too late, and the wave reached Pont-Sohra."
)
TREATY = (
    "The commission of the river Ouvra calls Altameria and Marwal to Port-Ansel. The "
    "opening of the Talmeira dam and the late warning to Pont-Sohra are on its list, and "
    "minister Quentalha will come from Montelar."
)
COMET = (
    "A comet with a long tail can be seen with the naked eye until Sunday, says astronomer "
    "Rocío Ibáñez of Punta Calva. Look to the west forty minutes after sunset."
)


class Shelf:
    """Tellings put into a bank one by one, with the stories that they are told to be in."""

    def __init__(self) -> None:
        self.bank = Bank(512)
        self.background = Background(512)
        self.frequencies = Frequencies()

    def add(
        self,
        story: str,
        text: str,
        *,
        outlet: str = "",
        language: str = "en",
        at: datetime | None = NOON,
        article: str = "",
    ) -> Side:
        telling = Telling(
            article=article or story,
            headline=text.split(".")[0],
            text=text,
            language=language,
            outlet=outlet,
            at=at,
        )
        row = self.bank.add(
            sketch(
                telling,
                clues(telling),
                self.frequencies,
                None,
                self.background.measure(None),
                False,
            )
        )
        member = Member(
            article=telling.article, row=row, outlet=outlet, language=language
        )
        return Side(story=story, members=(member,))


def shown(
    shelf: Shelf, base: Side, others: Sequence[Side], **said: object
) -> list[str]:
    found = related(shelf.bank, base, others, **said)  # type: ignore[arg-type]
    return [one.article for one in found]


def test_another_step_of_the_affair_is_shown_and_the_comet_is_not() -> None:
    shelf = Shelf()
    dam, treaty, comet = (
        shelf.add(*one) for one in (("dam", DAM), ("treaty", TREATY), ("comet", COMET))
    )
    (one,) = related(shelf.bank, dam, [comet, treaty, dam])
    assert (one.story, one.kind) == ("treaty", "episode")
    assert one.odds >= 0
    assert {reason.code for reason in one.reasons} <= {"names", "terms", "places"}
    assert one.reasons[0].weight > 0
    assert shown(shelf, comet, [dam, treaty]) == []


def test_nothing_to_compare_with() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    assert shown(shelf, dam, []) == []
    assert shown(shelf, dam, [dam]) == []
    assert shown(shelf, dam, [Side(story="empty", members=())]) == []
    assert shown(shelf, Side(story="empty", members=()), [dam]) == []


def test_a_copy_in_another_story_is_not_shown() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    again = shelf.add("again", DAM + " It rained for thirty hours.")
    assert shown(shelf, dam, [again]) == []


def test_one_of_an_outlet() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    first = shelf.add("first", TREATY, outlet="a.example")
    second = shelf.add(
        "second", TREATY + " Dar Sohra keeps silent.", outlet="a.example"
    )
    third = shelf.add("third", TREATY + " The table stands ready.", outlet="b.example")
    found = shown(shelf, dam, [first, second, third])
    assert len(found) == 2
    assert "third" in found


def test_no_more_than_asked_for() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    others = [
        shelf.add(f"o{n}", f"{TREATY} Delegate number {n} travels.") for n in range(6)
    ]
    assert len(shown(shelf, dam, others)) == 3
    assert len(shown(shelf, dam, others, most=1)) == 1


def test_earlier_episodes_come_first() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    later = shelf.add("later", TREATY, at=NOON + timedelta(days=1))
    earlier = shelf.add(
        "earlier", TREATY + " Rain is expected.", at=NOON - timedelta(days=1)
    )
    assert shown(shelf, dam, [later, earlier]) == ["earlier", "later"]


def test_what_is_stale_is_not_shown() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    old = shelf.add("old", TREATY, at=NOON - timedelta(days=365 * 20))
    undated = shelf.add("undated", TREATY, at=None)
    (fresh,) = related(shelf.bank, dam, [undated])
    stale = related(shelf.bank, dam, [old])
    assert not stale or stale[0].odds < fresh.odds - 2


def test_a_telling_in_the_readers_language_is_shown() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    english = shelf.add("treaty", TREATY, article="en", outlet="a.example")
    french = shelf.add(
        "treaty", TREATY, article="fr", outlet="b.example", language="fr"
    )
    treaty = Side(story="treaty", members=(*french.members, *english.members))
    assert shown(shelf, dam, [treaty]) == ["en"]
    assert shown(shelf, dam, [treaty], language="fr-CH") == ["fr"]


def test_order_of_candidates_makes_no_difference() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    others = [
        shelf.add(f"o{n}", f"{TREATY} Delegate number {n} travels.") for n in range(5)
    ]
    assert set(shown(shelf, dam, others)) == set(shown(shelf, dam, others[::-1]))


def test_a_story_is_summed_up_by_its_tellings() -> None:
    shelf = Shelf()
    dam = shelf.add("dam", DAM)
    treaty, comet = shelf.add("both", TREATY), shelf.add("both", COMET)
    both = Side(story="both", members=(*treaty.members, *comet.members))
    alone = compared(shelf.bank, dam, [treaty]).columns
    found = compared(shelf.bank, dam, [both]).columns
    assert np.isclose(found["names highest"], alone["names highest"])
    assert found["names"] < alone["names"]


def test_models_can_be_given() -> None:
    shelf = Shelf()
    dam, comet = shelf.add("dam", DAM), shelf.add("comet", COMET)
    all_of_it = replace(load_models(), least=-99.0, least_without=-99.0)
    assert shown(shelf, dam, [comet], models=all_of_it) == ["comet"]


def test_vectors_of_unknown_languages_say_nothing() -> None:
    # The encoder takes all texts of a language that it does not know for alike.
    shelf = Shelf()
    one, other = shelf.add("dam", DAM), shelf.add("comet", COMET, language="fa")
    rows = [one.members[0].row, other.members[0].row]
    alike = np.zeros((2, 512), np.float32)
    alike[:, 0] = 127
    shelf.bank["vectors"][rows] = alike
    shelf.bank["scale"][rows] = 1 / 127
    shelf.bank["known"][rows] = (1, 1)
    heard = compared(shelf.bank, one, [other])
    assert heard.seen.all()
    assert heard.columns["lead_over highest"][0] > 4
    shelf.bank["known"][rows] = (1, 0)
    unheard = compared(shelf.bank, one, [other])
    assert not unheard.seen.any()
    assert unheard.columns["lead_over highest"][0] == -1
    assert unheard.columns["words highest"] == heard.columns["words highest"]
