"""The sections of the paper: IPTC Media Topics of the first level, by our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nouvelles.web.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic: its code, its name for the catalogues, its word in each edition's paths."""

    code: str
    name: str
    paths: Mapping[str, str]

    def path(self, language: str) -> str:
        """Its word in the paths of an edition; the English one where that has none."""
        return self.paths.get(language, self.paths["en"])


def _topic(number: int, name: str, fr: str, en: str) -> Topic:
    return Topic(
        code=f"medtop:{number:02}000000", name=name, paths={"fr": fr, "en": en}
    )


#: The seventeen topics of the first level (IPTC NewsCodes, medtop, as of 2026-11), by
#: the words of the setting `front.sections`; named as papers name their sections.
TOPICS: Mapping[str, Topic] = {
    "culture": _topic(1, mark("Culture"), "culture", "culture"),
    "crime": _topic(2, mark("Crime and justice"), "justice", "crime"),
    "disaster": _topic(3, mark("Disasters and accidents"), "catastrophes", "disasters"),
    "economy": _topic(4, mark("Economy"), "economie", "economy"),
    "education": _topic(5, mark("Education"), "education", "education"),
    "environment": _topic(6, mark("Environment"), "environnement", "environment"),
    "health": _topic(7, mark("Health"), "sante", "health"),
    "people": _topic(8, mark("People"), "vies", "people"),
    "labour": _topic(9, mark("Labour"), "travail", "labour"),
    "lifestyle": _topic(10, mark("Leisure"), "loisirs", "leisure"),
    "politics": _topic(11, mark("Politics"), "politique", "politics"),
    "religion": _topic(12, mark("Religion"), "religion", "religion"),
    "science": _topic(13, mark("Science and technology"), "sciences", "science"),
    "society": _topic(14, mark("Society"), "societe", "society"),
    "sport": _topic(15, mark("Sport"), "sport", "sport"),
    "conflict": _topic(16, mark("War and peace"), "conflits", "conflict"),
    "weather": _topic(17, mark("Weather"), "meteo", "weather"),
}

_BY_CODE: Mapping[str, str] = {topic.code: name for name, topic in TOPICS.items()}


def topic_names(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Our words for the topics of a story; codes that are not of the first level have
    none."""
    return tuple(_BY_CODE[code] for code in codes if code in _BY_CODE)
