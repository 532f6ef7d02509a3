"""Sentences → statements: who says what, and how firmly."""
