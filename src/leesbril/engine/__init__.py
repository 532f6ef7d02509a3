"""Arrays in, arrays out: all that is compiled. It knows nothing of articles; nothing here imports from another room."""
