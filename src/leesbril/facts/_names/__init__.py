"""Runs of capitals → mentions of names, and groups of their variants."""
