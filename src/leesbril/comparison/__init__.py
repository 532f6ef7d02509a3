"""Counts → cosines: their exact parts, each article's nearest, how far one hangs on the settings."""
