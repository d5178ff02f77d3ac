"""The Akismet server and client at work: keys, models, counts, second opinions."""
