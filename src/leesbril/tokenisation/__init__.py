"""Articles → tokens: every word with its position, sentence and term; saved, opened and queried."""
