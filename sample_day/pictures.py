"""Pictures for the sample day: quiet landscapes drawn from the digest of a name.

Nothing is photographed and nobody is shown, so the pictures may be given away with
the rest. The same name gives the same picture wherever the same Pillow draws it.
"""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter

from .motifs import HEIGHT, PALETTES, WIDTH, Palette, choose_motif, draw_ridges, mix

SIZE_LIMIT = 60_000
NIGHT = PALETTES[-1]
NEEDS_NIGHT = {"comet", "cabo"}


def draw_picture(name: str) -> bytes:
    """The JPEG of a name: 1200 × 800, under 60 KB."""
    chance = random.Random(name)
    palette = PALETTES[chance.randrange(len(PALETTES))]
    if NEEDS_NIGHT & set(name.split("-")):
        palette = NIGHT
    image = _draw_light(_draw_sky(palette), palette, chance)
    canvas = ImageDraw.Draw(image)
    horizon = int(HEIGHT * chance.uniform(0.46, 0.56))
    draw_ridges(canvas, palette, chance, horizon)
    choose_motif(name)(canvas, palette, chance, horizon + 70)
    return _encode(image.filter(ImageFilter.GaussianBlur(0.8)))


def _encode(image: Image.Image) -> bytes:
    for quality in (82, 70, 55):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True)
        if buffer.tell() < SIZE_LIMIT:
            break
    return buffer.getvalue()


def _draw_sky(palette: Palette) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT))
    canvas = ImageDraw.Draw(image)
    for y in range(HEIGHT):
        share = min(1.0, y / (HEIGHT * 0.6))
        canvas.line([(0, y), (WIDTH, y)], fill=mix(palette[0], palette[1], share))
    return image


def _draw_light(
    image: Image.Image, palette: Palette, chance: random.Random
) -> Image.Image:
    """A low sun or moon, soft at the edge."""
    x, y = chance.randint(200, 1000), chance.randint(120, 300)
    radius = chance.randint(34, 64)
    mask = Image.new("L", (WIDTH, HEIGHT))
    halo = 3 * radius
    ImageDraw.Draw(mask).ellipse([x - halo, y - halo, x + halo, y + halo], 50)
    mask = mask.filter(ImageFilter.GaussianBlur(40))
    ImageDraw.Draw(mask).ellipse([x - radius, y - radius, x + radius, y + radius], 220)
    light = Image.new("RGB", (WIDTH, HEIGHT), palette[5])
    return Image.composite(light, image, mask)
