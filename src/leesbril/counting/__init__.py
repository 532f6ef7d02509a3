"""Tokens → document-term matrix → weights → the terms of each article."""
