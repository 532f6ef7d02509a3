"""Articles → tokens: every word numbered, with its place, its sentence and what it is counted as; kept and asked."""
