"""The filter of comments."""
