"""Licences as readers know them: a short name and an address."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nouvelles.rights import find_licence

#: Short names that the identifier does not spell; the licences' own titles.
NAMES: Mapping[str, str] = {
    "CC-PDM-1.0": "Public Domain Mark 1.0",
    "LicenseRef-US-Government-Work": "U.S. Government Work",
    "etalab-2.0": "Licence Ouverte 2.0",
    "DL-DE-BY-2.0": "Datenlizenz Deutschland – Namensnennung 2.0",
    "DL-DE-ZERO-2.0": "Datenlizenz Deutschland – Zero 2.0",
    "LicenseRef-GODL-India": "Government Open Data License – India",
    "LicenseRef-KOGL-1": "KOGL Type 1",
    "LicenseRef-KOGL-2": "KOGL Type 2",
    "LicenseRef-KOGL-3": "KOGL Type 3",
    "LicenseRef-KOGL-4": "KOGL Type 4",
    "LicenseRef-IODL-2.0": "Italian Open Data License 2.0",
    "OGDL-Taiwan-1.0": "Open Government Data License – Taiwan 1.0",
}


#: The family, the version, and the country of a port: CC-BY-SA, 3.0, BR.
_PARTS = re.compile(r"(?P<family>[\w-]+?)-(?P<version>[\d.]+)(?:-(?P<place>\w+))?")


def licence_name(spdx: str) -> str:
    """The name of an SPDX licence: "CC BY-SA 4.0"; the identifier of an unknown one."""
    known = find_licence(spdx)
    if known is None:
        return spdx
    parts = _PARTS.fullmatch(known.spdx)
    if known.spdx in NAMES or parts is None:
        return NAMES.get(known.spdx, known.spdx)
    family = parts["family"].replace("-", " ", 1)
    return " ".join(filter(None, (family, parts["version"], parts["place"])))


def licence_address(spdx: str) -> str:
    """Where the text of a known licence stands, "" for an unknown one."""
    known = find_licence(spdx)
    if known is None:
        return ""
    slash = "/" if known.address.startswith("creativecommons.org") else ""
    return f"https://{known.address}{slash}"
