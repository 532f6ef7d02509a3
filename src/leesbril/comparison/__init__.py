"""Weights → cosine similarity: pairs, contributions of terms, nearest neighbours, sensitivity to the settings."""
