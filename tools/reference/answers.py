"""The table of answers in `explanation/rights.md`, asked of the rights room itself."""

from __future__ import annotations

from nouvelles.records import Permission, RightsItem, Surface
from nouvelles.rights import may
from tools.reference.markdown import table

BEGIN = "<!-- answers: written by `python -m tools.reference` -->"
END = "<!-- end of answers -->"

_BY = "CC-BY-4.0"
_OURS = "The Outlet"

#: Cases that a reader of the page meets, and how they look to the rights room.
CASES: dict[str, RightsItem] = {
    "no licence": RightsItem(),
    "CC BY 4.0": RightsItem(page_licence=_BY),
    "CC BY-SA 4.0, said by the outlet": RightsItem(source_licence="CC-BY-SA-4.0"),
    "CC BY-ND 4.0": RightsItem(page_licence="CC-BY-ND-4.0"),
    "CC BY-NC 4.0": RightsItem(page_licence="CC-BY-NC-4.0"),
    "CC BY 4.0 by the outlet, CC BY-ND 4.0 on the page": RightsItem(
        source_licence=_BY, page_licence="CC-BY-ND-4.0"
    ),
    "a licence that we do not know": RightsItem(page_licence="LicenseRef-Unknown"),
    "CC BY 4.0, an agency is credited": RightsItem(
        page_licence=_BY, agencies=("An Agency",)
    ),
    "CC BY 4.0, behind a paywall": RightsItem(page_licence=_BY, paywalled=True),
    "CC BY 4.0, `noarchive`": RightsItem(page_licence=_BY, robots=("noarchive",)),
    "CC BY 4.0, `noindex`": RightsItem(page_licence=_BY, robots=("noindex",)),
    "CC BY 4.0, `notranslate`": RightsItem(page_licence=_BY, robots=("notranslate",)),
    "no licence, the outlet wants no translation": RightsItem(
        conditions=("no-translation",)
    ),
    "`nosnippet`": RightsItem(robots=("nosnippet",)),
    "`max-snippet:50`": RightsItem(max_snippet=50),
    "`tdm-reservation: 1`": RightsItem(opted_out=True),
    "CC BY 4.0, picture credited to another": RightsItem(
        page_licence=_BY, image_credit="A Photographer", source_name=_OURS
    ),
    "no licence, picture under CC BY 4.0": RightsItem(image_licence=_BY),
    "CC BY 4.0 on the condition of a tracking pixel": RightsItem(
        source_licence=_BY, conditions=("tracking-pixel",)
    ),
    "CC BY-ND 4.0 on the condition of a tracking pixel": RightsItem(
        source_licence="CC-BY-ND-4.0", conditions=("tracking-pixel",)
    ),
    "CC BY 4.0, withdrawn by its outlet": RightsItem(page_licence=_BY, withdrawn=True),
}


def answers_page(text: str) -> str:
    """The page with its table made anew.

    Raises:
        ValueError: the page lacks the marks between which the table stands.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"rights.md needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{_answers()}\n\n{END}{after}"


def _answers() -> str:
    surfaces = [one for one in Surface if one is not Surface.HEADLINE]
    rows = [
        (case, *(_said(may(item, surface)) for surface in surfaces))
        for case, item in CASES.items()
    ]
    return table(("case", *surfaces), rows)


def _said(answer: Permission) -> str:
    if not answer.allowed:
        return f"no: {answer.reason}"
    if answer.limit is not None:
        return f"≤ {answer.limit}: {answer.reason}"
    return "yes"
