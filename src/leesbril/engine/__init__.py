"""Compiled functions on arrays; independent of the rest of the package."""
