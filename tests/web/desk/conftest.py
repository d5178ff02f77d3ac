"""Signing in takes little time here."""

from tests.desk_hashing import light_hashing

__all__ = ["light_hashing"]
