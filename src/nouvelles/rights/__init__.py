"""Room 7: what may be shown of an article, where, and why.

Takes what is known of an article's rights (`RightsItem`) and a surface; gives a
`Permission` with a limit in characters and a reason word of `Why`. Takes a capture;
gives what the page itself says about its use (`Claims`). `read_claims` rejects with
"tdm-reserved" (text and data mining is reserved: nothing of the page is kept).

    claims = read_claims(capture)
    answer = may(RightsItem(page_licence=claims.licence), Surface.FULL_TEXT)
    answer.allowed, answer.limit, answer.reason   # (False, 0, "no-licence")

What is shown must come from `may`, or ready cut from `quotation`; nothing else knows.
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.rights.claims import TDM_RESERVED, read_claims
    from nouvelles.rights.licences import LICENCES, Licence, find_licence
    from nouvelles.rights.names import mentions
    from nouvelles.rights.naming import spdx_of
    from nouvelles.rights.policy import (
        CONDITIONS,
        QUOTATION_LIMIT,
        attribution,
        extract_limit,
        may,
        quotation,
    )
    from nouvelles.rights.reasons import Why

__all__ = [
    "CONDITIONS",
    "LICENCES",
    "QUOTATION_LIMIT",
    "TDM_RESERVED",
    "Licence",
    "Why",
    "attribution",
    "extract_limit",
    "find_licence",
    "may",
    "mentions",
    "quotation",
    "read_claims",
    "spdx_of",
]

__getattr__ = door(
    __name__,
    {
        "claims": ["TDM_RESERVED", "read_claims"],
        "licences": ["LICENCES", "Licence", "find_licence"],
        "names": ["mentions"],
        "naming": ["spdx_of"],
        "policy": [
            "CONDITIONS",
            "QUOTATION_LIMIT",
            "attribution",
            "extract_limit",
            "may",
            "quotation",
        ],
        "reasons": ["Why"],
    },
)
