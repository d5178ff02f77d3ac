"""The discussion at work: keys, taking comments in, authors' later wishes, forgetting."""
