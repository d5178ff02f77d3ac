"""What readers of archives and files hand over, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nouvelles.records import Capture

#: Why something could not be read.
#:
#: cut            the file ends in the middle of a record
#: corrupt        the bytes are damaged (compression or checksum)
#: not-a-record   something else stands where a record should begin
#: no-address     nothing tells the address of a page
#: no-date        a record has no sound date
#: bad-http-head  a response does not begin with a sound HTTP head
#: unreadable     the file cannot be opened
FaultReason = Literal[
    "cut",
    "corrupt",
    "not-a-record",
    "no-address",
    "no-date",
    "bad-http-head",
    "unreadable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that could not be read; reading goes on behind it where it can."""

    about: str
    reason: FaultReason
    detail: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A capture or a fault, and where to go on after it.

    In an archive `position` is the byte to give as `start` to go on with what follows;
    in a folder it counts the files read.
    """

    item: Capture | Fault
    position: int
