"""When to look again: rhythms, delays, patience. Functions of times that are passed in."""
