"""The licences that we know: what each grants, and how pages name it.

Identifiers are those of the SPDX licence list; "LicenseRef-US-Government-Work" is ours
for works without copyright under 17 U.S.C. § 105. Grants were read in the legal texts
at the addresses below (as known 2026-11-23). A national port of a Creative Commons
licence answers with the identifier of the unported one: for our questions they grant
the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

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
_CC_HOST: Final = "creativecommons.org"


def _creative_commons() -> Iterator[Licence]:
    for code in _CC_CODES:
        for version in _CC_VERSIONS:
            elements = code.split("-")
            yield Licence(
                spdx=f"CC-{code.upper()}-{version}",
                address=f"{_CC_HOST}/licenses/{code}/{version}",
                derivatives="nd" not in elements,
                share_alike="sa" in elements,
                non_commercial="nc" in elements,
            )


_OTHERS: Final = (
    Licence(
        spdx="CC0-1.0", address=f"{_CC_HOST}/publicdomain/zero/1.0", attribution=False
    ),
    Licence(
        spdx="CC-PDM-1.0",
        address=f"{_CC_HOST}/publicdomain/mark/1.0",
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
_BY_ADDRESS: Final = {
    **{licence.address: spdx for spdx, licence in LICENCES.items()},
    **_ALSO,
}
_BY_IDENTIFIER: Final = {spdx.lower(): spdx for spdx in LICENCES}

#: An address inside other words ("Licensed under https://…, see there").
_ADDRESS = regex.compile(r"(?:https?:)?//[^\s\"'<>()]+", regex.IGNORECASE)

#: creativecommons.org/licenses/by-sa/3.0/fr/legalcode.de and all between.
_CC_PATH = regex.compile(
    r"/(?P<kind>licenses|publicdomain)/(?P<code>[a-z-]+)/(?P<version>\d\.\d)"
    r"(?:/(?:[a-z]{2}|igo|scotland))?"
    r"(?:/(?:legalcode|deed|rdf)(?:[.-][a-z-]+)*(?:\.txt)?)?/?"
)

#: The name in full: "CC BY-SA 4.0", "Creative Commons Attribution-ShareAlike 3.0 DE",
#: "Attribution-NoDerivatives 4.0 International (CC BY-ND 4.0)". A version is demanded.
_CC_NAME = regex.compile(
    r"(?:(?:the )?(?:cc|creative commons)[ -]+)?"
    r"(?P<code>(?:by|attribution)(?:[ -]+(?:nc|non-?commercial|sa|share-?alike"
    r"|nd|no-?deriv(?:ative)?s?))*)"
    r"[ -]+(?P<version>\d\.\d)(?:[ -]+(?:international|unported|generic|[a-z]{2}|igo))?"
    r"(?: public)?(?: licen[cs]e)?(?: \(cc by[a-z -]* \d\.\d\))?"
)
_ZERO_NAME = regex.compile(
    r"(?:cc ?0|cc zero|creative commons zero)(?:[ -]1\.0)?(?: universal)?"
)
_CC_WORDS: Final = {
    "by": "by",
    "at": "by",
    "nc": "nc",
    "sa": "sa",
    "sh": "sa",
    "nd": "nd",
}


def spdx_of(text_or_url: str) -> str:
    """The SPDX identifier that a text or address names, or "".

    Recognises identifiers, addresses of any form (scheme, `www.`, ports, deeds and
    legal codes in any language), and full names with a version. Free prose counts only
    by an address in it; a text that holds addresses of two different licences names
    none.
    """
    text = " ".join(text_or_url.split())
    lowered = text.lower()
    if lowered in _BY_IDENTIFIER:
        return _BY_IDENTIFIER[lowered]
    addresses = _ADDRESS.findall(text) or [f"//{text}"]
    found = {spdx for address in addresses if (spdx := _of_address(address))}
    if found:
        return found.pop() if len(found) == 1 else ""
    return _of_name(lowered)


def _of_address(address: str) -> str:
    try:
        parts = urlsplit(address.rstrip(".,;").lower())
    except ValueError:  # an unclosed bracket, as in "//[x"
        return ""
    host = parts.netloc.removeprefix("www.")
    if host == _CC_HOST:
        return _of_cc_path(parts.path)
    path = parts.path.rstrip("/")
    return _BY_ADDRESS.get(host + path.removesuffix(".htm"), "")


def _of_cc_path(path: str) -> str:
    match = _CC_PATH.fullmatch(path)
    if match is None:
        return ""
    kind, code, version = match["kind"], match["code"], match["version"]
    if kind == "licenses":
        code = _ordered(code.split("-"))
    return _BY_ADDRESS.get(f"{_CC_HOST}/{kind}/{code}/{version}", "")


def _of_name(lowered: str) -> str:
    if _ZERO_NAME.fullmatch(lowered):
        return "CC0-1.0"
    match = _CC_NAME.fullmatch(lowered)
    if match is None:
        return ""
    words = regex.sub(r"non-?c", "nc", match["code"])
    words = regex.sub(r"no-?d", "nd", words).replace("share-alike", "sa")
    elements = [_CC_WORDS[word[:2]] for word in regex.split(r"[ -]+", words)]
    return _BY_IDENTIFIER.get(f"cc-{_ordered(elements)}-{match['version']}", "")


def _ordered(elements: list[str]) -> str:
    """Version 1.0 wrote "by-nd-nc" what is "by-nc-nd" since; SPDX orders so, too."""
    return "-".join(part for part in ("by", "nc", "nd", "sa") if part in elements)
