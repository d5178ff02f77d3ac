"""`licences.md`: the licences that the rights room knows, and what each lets us do."""

from __future__ import annotations

from nouvelles.records import RightsItem, Surface
from nouvelles.rights import LICENCES, QUOTATION_LIMIT, Licence, attribution, may
from tools.reference.markdown import code, table

HEAD = f"""\
# Licences

These are known; what is not here grants nothing. A page or outlet may name a licence by
its SPDX identifier, its address in any form, or its full name with a version. National
ports of Creative Commons grant what the unported licence grants; their identifiers
(`CC-BY-3.0-BR`) are known, too. `LicenseRef-…` stands for what SPDX does not list.

“Full text”, “translation” and “picture” are the answers of `rights.may` for an item under
that licence and nothing else against it. Where full text is refused, headline, link and
at most {QUOTATION_LIMIT} characters remain. Non-commercial licences count as none: a paper
may carry advertising. [What may be shown, and why](../explanation/rights.md) tells the
whole rule.
"""


def licences_page() -> str:
    """The whole page."""
    header = (
        "SPDX identifier",
        "full text",
        "translation",
        "picture",
        "name the source",
    )
    rows = [_row(licence) for licence in LICENCES.values()]
    return f"{HEAD}\n{table((*header, 'terms'), rows)}\n"


def _row(licence: Licence) -> tuple[str, ...]:
    item = RightsItem(page_licence=licence.spdx)
    picture = RightsItem(image_licence=licence.spdx)
    return (
        code(licence.spdx),
        _answer(item, Surface.FULL_TEXT),
        _answer(item, Surface.TRANSLATION),
        _answer(picture, Surface.IMAGE),
        "yes" if attribution(item) else "no",
        f"<https://{licence.address}>",
    )


def _answer(item: RightsItem, surface: Surface) -> str:
    answer = may(item, surface)
    return "yes" if answer.allowed else f"no ({answer.reason})"
