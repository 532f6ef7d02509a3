"""A query as a user types it → its occurrences in tokens, and their contexts."""
