"""The pages of the paper: one module a page, one function an address.

Each takes the site, the edition and the request, and gives an `Answer`.
"""
