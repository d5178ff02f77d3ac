"""The sample day: an invented world press, carried with the package (see README.md)."""
