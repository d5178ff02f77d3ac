"""The line decision is learned here, offline, from labelled pages.

The pages are those of the extraction bench (development part); nothing of their text is
kept, only weights. See docs/how-to/retrain.md.
"""
