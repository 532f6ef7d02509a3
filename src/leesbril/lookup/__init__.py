"""All that the articles have to say on one query: where it occurs, how often, in what company."""
