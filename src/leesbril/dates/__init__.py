"""Written dates → intervals; which of two came first; the period that an article lies in."""
