"""Web archives and page files: captures in, records out."""
