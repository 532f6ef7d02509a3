"""Sentences → time expressions, and the days that each means."""
