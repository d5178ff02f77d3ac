"""The licences that we know, and what each grants.

Identifiers are those of the SPDX licence list; those that begin with "LicenseRef-" are
ours, for licences that the list does not have and for works without copyright under 17
U.S.C. § 105. Grants are those of the legal texts at the addresses below (as known
2026-11-24). A national port of a Creative Commons licence grants the same as the
unported one, for our questions: a page that names a port answers with the unported
identifier, and an identifier of a port ("CC-BY-3.0-BR") is found with the port's
address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import regex


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One licence: `full_text` may be republished by a paper that may carry
    advertising.

    `derivatives` covers translating and cutting. `full_text` and `derivatives` say what
    the licence grants to anyone; `non_commercial` then takes it back from us.
    """

    spdx: str
    address: str
    full_text: bool = True
    derivatives: bool = True
    attribution: bool = True
    share_alike: bool = False
    non_commercial: bool = False


_CC_VERSIONS: Final = ("1.0", "2.0", "2.5", "3.0", "4.0")
_CC_CODES: Final = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
CC_HOST: Final = "creativecommons.org"


def _creative_commons() -> Iterator[Licence]:
    for code in _CC_CODES:
        for version in _CC_VERSIONS:
            elements = code.split("-")
            yield Licence(
                spdx=f"CC-{code.upper()}-{version}",
                address=f"{CC_HOST}/licenses/{code}/{version}",
                derivatives="nd" not in elements,
                share_alike="sa" in elements,
                non_commercial="nc" in elements,
            )


_OTHERS: Final = (
    Licence(
        spdx="CC0-1.0", address=f"{CC_HOST}/publicdomain/zero/1.0", attribution=False
    ),
    Licence(
        spdx="CC-PDM-1.0",
        address=f"{CC_HOST}/publicdomain/mark/1.0",
        attribution=False,
    ),
    Licence(
        spdx="LicenseRef-US-Government-Work",
        address="usa.gov/government-works",
        attribution=False,
    ),
    Licence(spdx="etalab-2.0", address="etalab.gouv.fr/licence-ouverte-open-licence"),
    Licence(
        spdx="OGL-UK-1.0",
        address="nationalarchives.gov.uk/doc/open-government-licence/version/1",
    ),
    Licence(
        spdx="OGL-UK-2.0",
        address="nationalarchives.gov.uk/doc/open-government-licence/version/2",
    ),
    Licence(
        spdx="OGL-UK-3.0",
        address="nationalarchives.gov.uk/doc/open-government-licence/version/3",
    ),
    Licence(
        spdx="OGL-Canada-2.0",
        address="open.canada.ca/en/open-government-licence-canada",
    ),
    Licence(spdx="NLOD-1.0", address="data.norge.no/nlod/en/1.0"),
    Licence(spdx="NLOD-2.0", address="data.norge.no/nlod/en/2.0"),
    Licence(spdx="DL-DE-BY-2.0", address="govdata.de/dl-de/by-2-0"),
    Licence(
        spdx="DL-DE-ZERO-2.0", address="govdata.de/dl-de/zero-2-0", attribution=False
    ),
    Licence(spdx="OGDL-Taiwan-1.0", address="data.gov.tw/license"),
    Licence(
        spdx="LicenseRef-GODL-India",
        address="data.gov.in/government-open-data-license-india",
    ),
    Licence(spdx="LicenseRef-IODL-2.0", address="dati.gov.it/iodl/2.0"),
    # Korea Open Government License; the types are the elements of CC BY, BY-NC …
    Licence(spdx="LicenseRef-KOGL-1", address="kogl.or.kr/info/licenseType1.do"),
    Licence(
        spdx="LicenseRef-KOGL-2",
        address="kogl.or.kr/info/licenseType2.do",
        non_commercial=True,
    ),
    Licence(
        spdx="LicenseRef-KOGL-3",
        address="kogl.or.kr/info/licenseType3.do",
        derivatives=False,
    ),
    Licence(
        spdx="LicenseRef-KOGL-4",
        address="kogl.or.kr/info/licenseType4.do",
        derivatives=False,
        non_commercial=True,
    ),
)

#: Every known licence by its SPDX identifier. One that is not here grants nothing.
LICENCES: Final[dict[str, Licence]] = {
    licence.spdx: licence for licence in (*_creative_commons(), *_OTHERS)
}

#: Further addresses under which licences are linked: host without "www.", path.
_ALSO: Final = {
    "etalab.gouv.fr/wp-content/uploads/2017/04/etalab-licence-ouverte-v2.0.pdf": (
        "etalab-2.0"
    ),
    "alliance.numerique.gouv.fr/licence-ouverte-open-licence": "etalab-2.0",
    "ouvert.canada.ca/fr/licence-du-gouvernement-ouvert-canada": "OGL-Canada-2.0",
    "data.norge.no/nlod/no/1.0": "NLOD-1.0",
    "data.norge.no/nlod/no/2.0": "NLOD-2.0",
    "usa.gov/government-copyright": "LicenseRef-US-Government-Work",
}

#: Identifiers by address and by identifier, all in lower case.
BY_ADDRESS: Final = {
    **{licence.address.lower(): spdx for spdx, licence in LICENCES.items()},
    **_ALSO,
}

#: Names by which lists of sources call licences that have no SPDX identifier.
_CALLED: Final = {
    "godl-india": "LicenseRef-GODL-India",
    "iodl-2.0": "LicenseRef-IODL-2.0",
    "kogl-1": "LicenseRef-KOGL-1",
    "kogl type 1": "LicenseRef-KOGL-1",
    "licenseref-us-gov": "LicenseRef-US-Government-Work",
}
BY_IDENTIFIER: Final = {**{spdx.lower(): spdx for spdx in LICENCES}, **_CALLED}

#: "CC-BY-SA-3.0-DE", "CC-BY-3.0-IGO": the identifier of a port, as SPDX writes them.
_PORT = regex.compile(
    r"(?P<code>CC-BY(?:-NC)?(?:-SA|-ND)?)-(?P<version>\d\.\d)"
    r"-(?P<place>[A-Z]{2}|IGO|SCOTLAND)",
    regex.IGNORECASE,
)


@lru_cache(maxsize=1024)
def find_licence(spdx: str) -> Licence | None:
    """The known licence of an identifier, in any case of letters, or None.

    The identifier of a port of Creative Commons gives the port: its own identifier and
    address, with what the unported licence of that version grants.
    """
    known = LICENCES.get(BY_IDENTIFIER.get(spdx.lower(), ""))
    match = _PORT.fullmatch(spdx)
    if known is not None or match is None:
        return known
    # Version 2.1 has ports alone (Japan, Spain, Canada, Australia): 2.0 with repairs.
    version = match["version"]
    counted = "2.0" if version == "2.1" else version
    unported = LICENCES.get(f"{match['code']}-{counted}".upper())
    if unported is None:
        return None
    folder = unported.address.replace(counted, version)
    return replace(
        unported, spdx=spdx.upper(), address=f"{folder}/{match['place'].lower()}"
    )
