"""The records that pass between rooms: frozen, keyword-only, of plain types.

One declaration per field. A view that shows an article holds the article; it does not
repeat its fields. Times are aware datetimes that keep the zone their source wrote.
"""

from __future__ import annotations

from nouvelles.records.ads import Ad
from nouvelles.records.incoming import (
    Capture,
    Enclosure,
    Entry,
    Headers,
    ReadingMode,
    Source,
)
from nouvelles.records.made import (
    Alternate,
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Claims,
    Doubt,
    Image,
    LeftOut,
    Mark,
    MarkKind,
    Picture,
    Statement,
    Terms,
)
from nouvelles.records.rights import (
    Permission,
    RightsItem,
    Surface,
)
from nouvelles.records.shown import (
    Change,
    HeldPicture,
    Hit,
    Hits,
    Listed,
    Page,
    Revision,
    Shown,
    SourceCount,
    Tombstone,
)
from nouvelles.records.story import (
    ActKind,
    BondKind,
    Copy,
    CopyKind,
    Moved,
    ReadAlso,
    Reason,
    Story,
    StoryAct,
    StoryPage,
    Telling,
    Told,
)

__all__ = [
    "ActKind",
    "Ad",
    "Alternate",
    "Article",
    "ArticleKind",
    "Block",
    "BlockKind",
    "BondKind",
    "Capture",
    "Change",
    "Claims",
    "Copy",
    "CopyKind",
    "Doubt",
    "Enclosure",
    "Entry",
    "Headers",
    "HeldPicture",
    "Hit",
    "Hits",
    "Image",
    "LeftOut",
    "Listed",
    "Mark",
    "MarkKind",
    "Moved",
    "Page",
    "Permission",
    "Picture",
    "ReadAlso",
    "ReadingMode",
    "Reason",
    "Revision",
    "RightsItem",
    "Shown",
    "Source",
    "SourceCount",
    "Statement",
    "Story",
    "StoryAct",
    "StoryPage",
    "Surface",
    "Telling",
    "Terms",
    "Told",
    "Tombstone",
]
