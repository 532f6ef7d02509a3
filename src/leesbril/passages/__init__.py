"""Articles → shared passages, coverage, novelty and near duplicates."""
