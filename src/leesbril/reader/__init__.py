"""Two articles and their passages → a page that a person reads."""
