"""Regions of the world, by the countries whose outlets tell a story.

Source: the geographic regions of the United Nations' Statistics Division (M49, as of 2026),
with the Americas parted as M49 parts them; Taiwan and Kosovo, which it does not list, stand
with their neighbours. CLDR names these codes in every language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nouvelles.edition.front import Piece
from nouvelles.edition.strength import country_of

#: Countries (ISO 3166) by region (M49): Africa, Northern America, Latin America and the
#: Caribbean, Asia, Europe, Oceania.
COUNTRIES: Final = {
    "002": "DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE "
    "LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN "
    "UG EH ZM ZW IO TF",
    "021": "BM CA GL PM US",
    "419": "AI AG AR AW BS BB BZ BO BV BQ BR KY CL CO CR CU CW DM DO EC SV FK GF GD GP GT "
    "GY HT HN JM MQ MX MS NI PA PY PE PR BL KN LC MF VC SX GS SR TT TC UY VE VG VI",
    "142": "AF AM AZ BH BD BT BN KH CN CY GE HK IN ID IR IQ IL JP JO KZ KW KG LA LB MO MY "
    "MV MN MM NP KP OM PK PS PH QA KR SA SG LK SY TJ TH TL TM TR AE UZ VN YE TW",
    "150": "AX AL AD AT BY BE BA BG HR CZ DK EE FO FI FR DE GI GR GG VA HU IS IE IM IT JE "
    "XK LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SJ SE CH UA GB",
    "009": "AS AU CX CC CK FJ PF GU HM KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV "
    "UM VU WF",
}

_REGION_OF: Final = {
    country: region for region, some in COUNTRIES.items() for country in some.split()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Stories of a part of the world, the most important first.

    `code` is a region's (M49), or that of a country which is in none of them (ISO 3166:
    those of an invented press). `countries` are those of whose outlets some lead here.
    """

    code: str
    pieces: tuple[Piece, ...]
    countries: tuple[str, ...]


def region_of(country: str) -> str:
    """The region of a country; the country itself where it is in none."""
    return _REGION_OF.get(country.upper(), country.upper())


def by_region(
    pieces: Sequence[Piece], *, least: int, most: int
) -> tuple[tuple[Region, ...], tuple[Piece, ...]]:
    """Regions that have `least` stories or more, with `most` of them at most, in the order
    of their first; and what is left. One region alone parts nothing: then all are left.

    A story is of the region in which most of its tellings are printed, of several the one
    that told first.
    """
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        code = _region(piece)
        if code:
            found.setdefault(code, []).append(piece)
    regions = [
        Region(code=code, pieces=tuple(some[:most]), countries=_countries(some[:most]))
        for code, some in found.items()
        if len(some) >= least
    ]
    if len(regions) < 2:
        return (), tuple(pieces)
    taken = {id(piece) for region in regions for piece in region.pieces}
    return tuple(regions), tuple(one for one in pieces if id(one) not in taken)


def _region(piece: Piece) -> str:
    standing = [one for one in piece.told if one.listed.withdrawn is None] or piece.told
    counted = Counter(region_of(code) for code in map(country_of, standing) if code)
    # Of equals the first that was counted, and tellings stand in the order of their hours.
    return counted.most_common(1)[0][0] if counted else ""


def _countries(pieces: Sequence[Piece]) -> tuple[str, ...]:
    found = [country_of(piece.lead.told) for piece in pieces]
    return tuple(dict.fromkeys(code for code in found if code))
