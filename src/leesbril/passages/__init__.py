"""Articles → the passages that they share, what these cover, and which articles are near duplicates."""
