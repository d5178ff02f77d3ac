"""Whether two archives say the same, on machines that compress a little differently.

Another zlib packs the same records into other bytes, and another JPEG library rounds
some pixels otherwise. Neither is a change of the sample day, so `--check` looks at
the records, and at pictures as pictures.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageStat
from warcio.archiveiterator import ArchiveIterator

#: Headers that depend on the exact bytes of a picture.
BYTE_HEADERS = frozenset(
    ["content-length", "warc-block-digest", "warc-payload-digest", "etag"]
)
TOLERANCE = 2.0


def same_archive(one: bytes, two: bytes) -> bool:
    """True when both archives hold the same records in the same order."""
    if one == two:
        return True
    first, second = list(_records(one)), list(_records(two))
    return len(first) == len(second) and all(
        a_head == b_head and (a_body == b_body or _same_picture(a_body, b_body))
        for (a_head, a_body), (b_head, b_body) in zip(first, second, strict=True)
    )


def _records(archive: bytes) -> Iterator[tuple[tuple[str, ...], bytes]]:
    for record in ArchiveIterator(io.BytesIO(archive)):
        pairs = list(record.rec_headers.headers)
        if record.http_headers is not None:
            pairs += record.http_headers.headers
        body = record.content_stream().read()
        skip = BYTE_HEADERS if _is_picture(body) else frozenset[str]()
        head = [f"{key}: {text}" for key, text in pairs if key.lower() not in skip]
        yield tuple(head), body


def _is_picture(body: bytes) -> bool:
    return body.startswith(b"\xff\xd8")


def _same_picture(one: bytes, two: bytes) -> bool:
    if not (_is_picture(one) and _is_picture(two)):
        return False
    left, right = Image.open(io.BytesIO(one)), Image.open(io.BytesIO(two))
    if left.size != right.size:
        return False
    difference = ImageStat.Stat(ImageChops.difference(left, right))
    return max(difference.mean) < TOLERANCE
