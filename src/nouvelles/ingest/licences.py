"""Creative Commons addresses as SPDX identifiers: what a feed may state of a licence.

Sources: creativecommons.org/licenses and /publicdomain, spdx.org/licenses 3.27;
as known in November 2026.
"""

from __future__ import annotations

import re

#: The address of a Creative Commons deed or legal code. Ported versions (/3.0/fr/) are
#: named like the unported one: SPDX lists few of them and the rights are the same.
_CC_LICENCE = re.compile(
    r"creativecommons\.org/licen[cs]es/"
    r"(by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd)/(1\.0|2\.0|2\.5|3\.0|4\.0)(?![\d.])",
    re.IGNORECASE,
)

_PUBLIC_DOMAIN = {
    "creativecommons.org/publicdomain/zero/1.0": "CC0-1.0",
    "creativecommons.org/publicdomain/mark/1.0": "CC-PDM-1.0",
}


def find_licence(text: str) -> str:
    """The SPDX identifier of the Creative Commons address in a text, or "".

    Words such as "CC BY" without an address are not enough: they name no version.
    """
    match = _CC_LICENCE.search(text)
    if match:
        return f"CC-{match[1].upper()}-{match[2]}"
    lower = text.lower()
    return next((spdx for part, spdx in _PUBLIC_DOMAIN.items() if part in lower), "")
