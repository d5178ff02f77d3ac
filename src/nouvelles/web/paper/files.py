"""What is no page: the sheet, the icon, the script, pictures, and the sign of life."""

from __future__ import annotations

from starlette.requests import Request

from nouvelles.errors import StoreError
from nouvelles.web.addresses import PICTURE
from nouvelles.web.answers import AN_HOUR, FOR_EVER, TEXT, Answer
from nouvelles.web.paper.failures import failure
from nouvelles.web.shown import show_picture
from nouvelles.web.site import Edition, Site

#: Pictures are re-encoded by us into these and nothing else is ever served as one.
MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif")


def static(site: Site, edition: Edition, request: Request) -> Answer:
    """The sheet, the icon and the script, under addresses that change with their bytes."""
    for file in (site.style, site.icon, site.share, site.talk_style):
        if request.scope["path"] == file.path:
            return Answer(body=file.data, media_type=file.media_type, cache=FOR_EVER)
    return failure(site, edition, 404)


def picture(site: Site, edition: Edition, request: Request) -> Answer:
    """A picture that we hold, as long as its own licence lets us serve it."""
    name = request.path_params["name"]
    held = site.reads.picture(name) if PICTURE.match(name) else None
    data = show_picture(held) if held else None
    if held is None or data is None or held.picture.media_type not in MEDIA_TYPES:
        return failure(site, edition, 404)
    return Answer(body=data, media_type=held.picture.media_type, cache=AN_HOUR)


def ad_picture(site: Site, edition: Edition, request: Request) -> Answer:
    """The picture of an advertisement, as long as it is not stopped."""
    name = request.path_params["name"]
    held = site.reads.ad_picture(name) if PICTURE.match(name) else None
    if held is None or held.media_type not in MEDIA_TYPES:
        return failure(site, edition, 404)
    return Answer(body=held.data, media_type=held.media_type, cache=AN_HOUR)


def health(site: Site, edition: Edition, request: Request) -> Answer:
    """200 while the read tables answer, else 503."""
    try:
        site.reads.changed()
    except StoreError:
        return Answer(body=b"unreadable\n", media_type=TEXT, status=503)
    return Answer(body=b"ok\n", media_type=TEXT)
