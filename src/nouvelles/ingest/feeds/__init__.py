"""Feeds as bytes to entries: a fast path for sound ones, feedparser for the rest."""
