"""Written dates → intervals, the order of articles, and their periods and groups."""
