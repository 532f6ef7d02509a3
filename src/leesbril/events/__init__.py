"""Articles → stories: which of them report one event, why each is among them, and how firm that is."""
