"""Invented events, each told several times, and what is made of them for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nouvelles.records import StoryAct, Telling
from nouvelles.stories import Arrival, Stories

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)

#: By event: headline, text, language.
EVENTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "dam": (
        (
            "Dam at Talmeira breaks, 12,000 people flee",
            "The dam at Talmeira broke in the night of 11 March and the Ouvra rose by "
            "four metres. Mayor Ada Brandão said that 12,000 people were "
            "taken to schools.",
            "en",
        ),
        (
            "Thousands sleep in schools after the Talmeira flood",
            "Mayor Ada Brandão had 12,000 people taken to schools in "
            "Talmeira after the dam "
            "broke and the Ouvra rose by four metres in the night of 11 March.",
            "en",
        ),
        (
            "Rompe-se a barragem de Talmeira",
            "A barragem de Talmeira rompeu-se na noite de 11 de março e "
            "o rio Ouvra subiu "
            "quatro metros. A presidente Ada Brandão disse que 12.000 "
            "pessoas foram levadas "
            "para escolas.",
            "pt",
        ),
        (
            "Rupture du barrage de Talmeira : 12 000 personnes évacuées",
            "Le barrage de Talmeira a cédé dans la nuit du 11 mars et la "
            "rivière Ouvra est "
            "montée de quatre mètres. La maire Ada Brandão parle de 12 000 personnes.",
            "fr",
        ),
    ),
    "comet": (
        (
            "Unknown comet photographed from Verna",
            "A comet that nobody expected was photographed from the "
            "Verna observatory, where "
            "Luis Ferran counted three tails and named it after his daughter Marisol.",
            "en",
        ),
        (
            "Astronomer Ferran finds a comet with three tails",
            "Luis Ferran of the Verna observatory found a comet with "
            "three tails that nobody "
            "had expected, and calls it Marisol like his daughter.",
            "en",
        ),
    ),
    "vote": (
        (
            "Anselhafen lets sixteen-year-olds vote",
            "Parliament in Anselhafen lowered the voting age to sixteen "
            "by 61 votes to 58; "
            "Minister Greta Voss called it overdue.",
            "en",
        ),
        (
            "Anselhafen: Wählen mit sechzehn",
            "Das Parlament in Anselhafen senkte das Wahlalter mit 61 "
            "gegen 58 Stimmen auf "
            "sechzehn Jahre; Ministerin Greta Voss nannte es überfällig.",
            "de",
        ),
    ),
}  # fmt: skip


def tellings(*events: str) -> list[Telling]:
    """The tellings of some events (of all), an hour apart, of an outlet each."""
    found = []
    for event in events or EVENTS:
        for number, (headline, text, language) in enumerate(EVENTS[event]):
            found.append(
                Telling(
                    article=f"{event}{number}",
                    headline=headline,
                    text=text,
                    language=language,
                    outlet=f"{event}{number}.example",
                    at=NOON + timedelta(hours=number),
                )
            )
    return found


def arrivals(some: Iterable[Telling]) -> list[Arrival]:
    """Tellings as they come without an encoder."""
    return [Arrival(telling=one) for one in some]


def place(
    stories: Stories, some: Sequence[Arrival], now: datetime = NOON
) -> list[StoryAct]:
    """They come one after the other."""
    return [act for one in some for act in stories.place([one], now)]


def groups(stories: Stories) -> set[frozenset[str]]:
    """The articles that are together."""
    names = {stories.standing.home[article] for article in stories.standing.home}
    return {frozenset(stories.members(name)) for name in names}


def retold(one: Telling, article: str, text: str = "") -> Telling:
    """A telling of the same, by another outlet."""
    return replace(
        one, article=article, outlet=f"{article}.example", text=text or one.text
    )
