"""Public names: how articles and pictures are called in addresses, stable for ever."""

from __future__ import annotations

# Crockford's base 32 (https://www.crockford.com/base32.html, as known 2026-11-23): no I, L,
# O or U, so that a name read aloud or from paper is not mistaken.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13  # 63 bits
_SHIFTS = range(5 * (LENGTH - 1), -1, -5)


def article_id_of(key: bytes) -> int:
    """The number of the article with an address key: its first 63 bits."""
    return int.from_bytes(key[:8], "big") >> 1


def public_id(number: int) -> str:
    """An article's number as it stands in addresses: 13 letters and digits."""
    return "".join([ALPHABET[number >> shift & 31] for shift in _SHIFTS])


def number_of(public: str) -> int | None:
    """The number behind a public id, or None when it is none."""
    if len(public) != LENGTH or any(letter not in ALPHABET for letter in public):
        return None
    number = 0
    for letter in public:
        number = number << 5 | ALPHABET.index(letter)
    return number if number < 1 << 63 else None


def picture_name(item: int, digest: bytes) -> str:
    """The name under which a picture is served."""
    return f"{item:x}-{digest.hex()[:16]}"
