"""Tokens → document-term matrix → weights → ranked terms of each article."""
