"""What stands in the foreground of a picture, chosen by a word of its name.

Every motif takes the canvas, the palette, a seeded source of chance and the height at
which the land ends, and draws from there down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import TypeAlias

from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1200, 800

Colour: TypeAlias = tuple[int, int, int]
Palette: TypeAlias = tuple[Colour, Colour, Colour, Colour, Colour, Colour]
Motif: TypeAlias = Callable[[ImageDraw, Palette, Random, int], None]

#: Sky at the top, sky at the horizon, far land, near land, water, light.
PALETTES: tuple[Palette, ...] = (
    ((43, 76, 111), (232, 190, 150), (94, 110, 132),
     (44, 58, 74), (70, 104, 130), (255, 236, 200)),
    ((120, 170, 196), (236, 232, 214), (126, 152, 140),
     (62, 92, 84), (96, 148, 160), (255, 255, 240)),
    ((28, 36, 66), (196, 110, 96), (78, 62, 92),
     (34, 30, 52), (60, 58, 96), (255, 214, 160)),
    ((196, 204, 208), (240, 238, 232), (160, 170, 172),
     (96, 108, 112), (150, 164, 168), (255, 255, 255)),
    ((88, 140, 130), (240, 220, 170), (120, 140, 96),
     (70, 86, 58), (92, 138, 128), (255, 246, 210)),
    ((14, 24, 46), (60, 82, 120), (36, 48, 74),
     (16, 22, 36), (30, 46, 76), (226, 236, 255)),
)  # fmt: skip


def mix(one: Colour, two: Colour, share: float) -> Colour:
    """A colour between two: 0 is the first, 1 the second."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(one, two, strict=True)
    )
    return red, green, blue


def choose_motif(name: str) -> Motif:
    """The motif of the last word of a name that has one; fields for the rest."""
    found = [MOTIFS[word] for word in name.split("-") if word in MOTIFS]
    return found[-1] if found else draw_road


def draw_ridges(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Hills behind hills, paler with distance."""
    count = chance.randint(3, 4)
    for number in range(count):
        waves = [
            (chance.uniform(60, 260), chance.uniform(8, 36), chance.uniform(0, 6.3))
            for _ in range(3)
        ]
        base = top - 60 + number * 36
        points = [
            (x, base + sum(h * math.sin(x / length + p) for length, h, p in waves))
            for x in range(0, WIDTH + 8, 8)
        ]
        colour = mix(palette[1], palette[2], (number + 1) / count)
        canvas.polygon([*points, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def draw_water(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Open water with lines of light."""
    for y in range(top, HEIGHT):
        share = 0.8 * (y - top) / (HEIGHT - top)
        canvas.line([(0, y), (WIDTH, y)], fill=mix(palette[4], palette[3], share))
    for _ in range(70):
        y = chance.randint(top + 6, HEIGHT - 8)
        length = chance.randint(20, 40 + (y - top) // 2)
        x = chance.randint(0, WIDTH)
        canvas.line([(x, y), (x + length, y)], fill=mix(palette[4], palette[5], 0.4))


def draw_sails(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Boats under sail."""
    draw_water(canvas, palette, chance, top)
    for _ in range(chance.randint(3, 5)):
        x, y = chance.randint(100, 1100), chance.randint(top + 20, HEIGHT - 160)
        size = 26 + (y - top) // 3
        hull = [(x - size, y), (x + size, y), (x + size * 0.7, y + size / 3)]
        canvas.polygon([*hull, (x - size * 0.7, y + size / 3)], fill=palette[3])
        sail = [(x, y - 4), (x, y - 2 * size), (x + size * 0.8, y - 4)]
        canvas.polygon(sail, fill=palette[5])


def draw_reeds(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Reeds in front of water."""
    draw_water(canvas, palette, chance, top)
    for _ in range(150):
        x = chance.randint(-20, WIDTH + 20)
        height = chance.randint(140, 380)
        bend = chance.randint(-50, 50)
        tone = mix(palette[3], palette[2], chance.uniform(0, 0.6))
        stem = [(x, HEIGHT), (x + bend * 0.3, HEIGHT - height * 0.6)]
        canvas.line([*stem, (x + bend, HEIGHT - height)], fill=tone, width=4)
        if chance.random() < 0.3:
            y = HEIGHT - height
            canvas.ellipse([x + bend - 6, y - 34, x + bend + 6, y + 14], fill=tone)


def draw_dam(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """A dam with its gates open."""
    wall = mix(palette[3], palette[2], 0.35)
    canvas.rectangle([0, top - 60, WIDTH, HEIGHT], fill=wall)
    canvas.rectangle([0, top - 76, WIDTH, top - 56], fill=palette[3])
    for number in range(6):
        x = 90 + number * 190
        canvas.rectangle([x, top + 30, x + 90, top + 130], fill=palette[3])
        if number % 3 != chance.randint(0, 2):
            foam = mix(palette[4], palette[5], 0.7)
            fall = [(x + 8, top + 100), (x + 82, top + 100), (x + 120, HEIGHT)]
            canvas.polygon([*fall, (x - 30, HEIGHT)], fill=foam)
    draw_water(canvas, palette, chance, HEIGHT - 110)


def draw_bridge(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """A bridge of arches over a river."""
    draw_water(canvas, palette, chance, top + 40)
    deck = top - 30
    stone = mix(palette[3], palette[2], 0.25)
    canvas.rectangle([0, deck, WIDTH, top + 190], fill=stone)
    span = chance.choice((200, 240, 300))
    for x in range(-span // 2, WIDTH, span):
        arch = [x + 18, deck + 40, x + span - 18, top + 360]
        canvas.pieslice(arch, 180, 360, fill=mix(palette[1], palette[2], 0.6))
        canvas.rectangle([x + 18, top + 165, x + span - 18, HEIGHT], palette[4])
    draw_water(canvas, palette, chance, top + 180)


def draw_lighthouse(
    canvas: ImageDraw, palette: Palette, chance: Random, top: int
) -> None:
    """A lighthouse on a cape, its beam across the sky."""
    draw_water(canvas, palette, chance, top)
    x = chance.choice((260, 900))
    cape = [(x - 240, HEIGHT), (x - 130, top + 50), (x + 110, top + 36)]
    canvas.polygon([*cape, (x + 300, HEIGHT)], fill=palette[3])
    lamp = top - 250
    away = WIDTH if x < WIDTH / 2 else 0
    beam = mix(palette[0], palette[5], 0.35)
    canvas.polygon([(x, lamp), (away, lamp - 120), (away, lamp + 20)], fill=beam)
    tower = [(x - 34, top + 46), (x - 22, lamp + 20), (x + 22, lamp + 20)]
    canvas.polygon([*tower, (x + 34, top + 46)], fill=palette[5])
    canvas.rectangle([x - 30, lamp - 14, x + 30, lamp + 20], fill=palette[3])
    canvas.ellipse([x - 12, lamp - 12, x + 12, lamp + 12], fill=palette[5])


def draw_shelves(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Shelves of books, to the floor."""
    canvas.rectangle([0, 60, WIDTH, HEIGHT], fill=palette[3])
    for y in range(210, HEIGHT + 150, 148):
        x = 24
        while x < WIDTH - 40:
            width, height = chance.randint(14, 40), chance.randint(84, 124)
            tone = mix(palette[2], palette[chance.choice((1, 4, 5))], chance.random())
            if chance.random() < 0.92:
                canvas.rectangle([x, y - height, x + width, y], fill=tone)
            x += width + 4
        canvas.rectangle([0, y, WIDTH, y + 10], fill=mix(palette[3], palette[2], 0.6))


def draw_silos(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Silos in a row behind a field of grain."""
    x = chance.randint(60, 220)
    while x < WIDTH - 160:
        width = chance.randint(90, 150)
        height = chance.randint(190, 290)
        tone = mix(palette[3], palette[5], chance.uniform(0.25, 0.5))
        canvas.ellipse([x, top - height - 30, x + width, top - height + 34], fill=tone)
        canvas.rectangle([x, top - height, x + width, top + 90], fill=tone)
        for y in range(top - height + 30, top + 80, 34):
            canvas.line([(x, y), (x + width, y)], fill=mix(tone, palette[3], 0.25))
        x += width + chance.randint(6, 40)
    grain = mix(palette[2], palette[5], 0.25)
    canvas.rectangle([0, top + 70, WIDTH, HEIGHT], fill=grain)
    for _ in range(420):
        x, y = chance.randint(0, WIDTH), chance.randint(top + 76, HEIGHT)
        line = [(x, y), (x + chance.randint(-4, 4), y - 22)]
        canvas.line(line, fill=mix(grain, palette[3], chance.random() * 0.5), width=2)


def draw_vials(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Glass vials in a row on a bench."""
    canvas.rectangle([0, HEIGHT - 130, WIDTH, HEIGHT], fill=palette[3])
    for number in range(8):
        x, height = 90 + number * 132, 270
        y = HEIGHT - 150 - height
        glass = mix(palette[1], palette[5], 0.6)
        canvas.rounded_rectangle([x, y, x + 84, HEIGHT - 120], 18, fill=glass)
        level = chance.randint(60, 180)
        fill = mix(palette[4], palette[2], chance.random() * 0.4)
        box = [x + 8, y + level, x + 76, HEIGHT - 128]
        canvas.rounded_rectangle(box, 14, fill=fill)
        canvas.rectangle([x + 14, y - 34, x + 70, y + 6], fill=palette[3])


def draw_board(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """A board of lamps, one for every vote."""
    canvas.rectangle([90, 110, WIDTH - 90, HEIGHT - 110], fill=palette[3])
    yes, no = mix(palette[4], palette[5], 0.55), mix(palette[2], palette[3], 0.3)
    for row in range(14):
        for column in range(29):
            x, y = 130 + column * 32.6, 150 + row * 36
            lamp = yes if chance.random() < 0.5 else no
            canvas.ellipse([x, y, x + 20, y + 20], fill=lamp)


def draw_comet(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """Stars, and a comet low over the hills."""
    for _ in range(160):
        x, y = chance.randint(0, WIDTH), chance.randint(0, top - 150)
        size = chance.choice((1, 1, 2, 3))
        canvas.ellipse([x, y, x + size, y + size], fill=palette[5])
    x, y = 380, top - 230
    for step in range(60, 0, -1):
        reach = step * 6
        tone = mix(palette[5], palette[0], step / 62)
        wide = 2 + step * 0.35
        head = [
            (x + reach, y - reach * 0.5 - wide),
            (x + reach, y - reach * 0.5 + wide),
        ]
        canvas.polygon([(x, y - 5), (x, y + 5), *reversed(head)], fill=tone)
    canvas.ellipse([x - 9, y - 9, x + 9, y + 9], fill=palette[5])
    canvas.rectangle([0, top + 60, WIDTH, HEIGHT], fill=palette[3])


def draw_road(canvas: ImageDraw, palette: Palette, chance: Random, top: int) -> None:
    """A road that winds towards the hills, with posts that grow as they come near."""
    canvas.rectangle([0, top, WIDTH, HEIGHT], fill=palette[3])
    swing = chance.choice((-1, 1)) * chance.randint(120, 260)
    left, right = [], []
    for step in range(41):
        share = (step / 40) ** 2
        y = top + share * (HEIGHT - top)
        middle = 600 + swing * math.sin(share * 5) * (1 - share * 0.4)
        reach = 6 + share * 230
        left.append((middle - reach, y))
        right.append((middle + reach, y))
        if step % 5 == 4:
            x, post = middle + reach * 1.25 + 10, 8 + share * 110
            canvas.line([(x, y), (x, y - post)], fill=palette[2], width=3)
    road = mix(palette[3], palette[5], 0.3)
    canvas.polygon([*left, *reversed(right)], fill=road)


MOTIFS: dict[str, Motif] = {
    "bailu": draw_sails,
    "board": draw_board,
    "boats": draw_sails,
    "cabo": draw_lighthouse,
    "comet": draw_comet,
    "gates": draw_dam,
    "library": draw_shelves,
    "pol": draw_bridge,
    "pont": draw_bridge,
    "quai": draw_bridge,
    "roseaux": draw_reeds,
    "sail": draw_sails,
    "salines": draw_water,
    "sardine": draw_sails,
    "silos": draw_silos,
    "snow": draw_sails,
    "vials": draw_vials,
}
