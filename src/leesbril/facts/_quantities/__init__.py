"""Sentences → quantities: numbers as intervals, and what they count."""
