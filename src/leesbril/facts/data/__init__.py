"""Words and patterns of each language, and days of feasts."""
