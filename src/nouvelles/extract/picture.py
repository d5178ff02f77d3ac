"""Pictures re-encoded: what we serve is made by us and holds nothing but pixels."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from nouvelles.errors import Reject
from nouvelles.extract.reasons import Reason
from nouvelles.records import Capture, Picture

#: The formats that are read; the bytes decide, not the declared type. No SVG: it is a
#: program.
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")

WIDEST: Final = 1_600
#: The most that WebP can hold (RFC 9649, section 2.7).
_HIGHEST: Final = 16_383
#: On photographs the eye finds no difference to the original at this size.
_QUALITY: Final = 80

MOST_BYTES: Final = 10_000_000
MOST_PIXELS: Final = 40_000_000


def reencode(
    capture: Capture, *, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS
) -> Picture:
    """The picture of a capture as WebP, upright, at most 1,600 pixels wide.

    Of a moving picture the first frame is kept. Colours are brought to sRGB; all
    metadata is left behind.

    Raises:
        Reject: http-status, not-a-picture, picture-too-large (bytes, pixels, or cut by
            the archive), picture-broken.
    """
    if capture.status != 200:
        raise Reject(Reason.HTTP_STATUS, str(capture.status))
    if capture.truncated or len(capture.body) > most_bytes:
        raise Reject(Reason.PICTURE_TOO_LARGE, f"{len(capture.body)} bytes")
    with warnings.catch_warnings():
        # Pillow warns of bombs, of odd profiles and of broken EXIF; the first is an
        # error for us, the others are left behind with the metadata.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return _reencode(capture.body, most_pixels)


def _reencode(data: bytes, most_pixels: int) -> Picture:
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise Reject(Reason.NOT_A_PICTURE) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Reject(Reason.PICTURE_TOO_LARGE, "pixels") from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Reject(Reason.PICTURE_BROKEN, str(error)) from error
    width, height = image.size
    if width * height > most_pixels:
        raise Reject(Reason.PICTURE_TOO_LARGE, f"{width} × {height} pixels")
    try:
        with image:
            # Lets the JPEG decoder skip what will be scaled away.
            image.draft("RGB", (WIDEST, WIDEST * height // max(1, width)))
            upright = _in_srgb(ImageOps.exif_transpose(image))
        upright.thumbnail((WIDEST, _HIGHEST), Image.Resampling.LANCZOS)
        out = BytesIO()
        upright.save(out, "WEBP", quality=_QUALITY, method=4)
    # Pillow's decoders raise all of these for damaged files.
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise Reject(Reason.PICTURE_BROKEN, str(error)) from error
    return Picture(
        media_type="image/webp",
        width=upright.width,
        height=upright.height,
        data=out.getvalue(),
    )


def _in_srgb(image: Image.Image) -> Image.Image:
    """The pixels alone, in RGB or RGBA, as seen on an sRGB screen."""
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = image
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            plain = (
                ImageCms.profileToProfile(
                    image,
                    ImageCms.ImageCmsProfile(BytesIO(profile)),
                    ImageCms.createProfile("sRGB"),
                    outputMode=mode if image.mode != "CMYK" else "RGB",
                )
                or image
            )
        except (ImageCms.PyCMSError, OSError):
            # A broken profile says nothing; the pixels are taken as they are.
            plain = image
    plain = plain.convert(mode)
    bare = Image.new(mode, plain.size)
    bare.paste(plain)
    return bare
