"""Licences as readers know them: a short name and an address."""

from __future__ import annotations

from collections.abc import Mapping

from nouvelles.rights import LICENCES

#: Short names that the identifier does not spell; the licences' own titles.
NAMES: Mapping[str, str] = {
    "CC-PDM-1.0": "Public Domain Mark 1.0",
    "LicenseRef-US-Government-Work": "U.S. Government Work",
    "etalab-2.0": "Licence Ouverte 2.0",
    "DL-DE-BY-2.0": "Datenlizenz Deutschland – Namensnennung 2.0",
    "DL-DE-ZERO-2.0": "Datenlizenz Deutschland – Zero 2.0",
}


def licence_name(spdx: str) -> str:
    """The name of an SPDX licence: "CC BY-SA 4.0"; the identifier of an unknown one."""
    if spdx in NAMES:
        return NAMES[spdx]
    family, _, version = spdx.rpartition("-")
    if spdx not in LICENCES or not family:
        return spdx
    return f"{family.replace('-', ' ', 1)} {version}"


def licence_address(spdx: str) -> str:
    """Where the text of a known licence stands, "" for an unknown one."""
    known = LICENCES.get(spdx)
    if known is None:
        return ""
    slash = "/" if known.address.startswith("creativecommons.org") else ""
    return f"https://{known.address}{slash}"
