"""Notebooks + articles → executed notebooks, the record of the method, one page."""
