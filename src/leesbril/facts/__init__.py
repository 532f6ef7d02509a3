"""Tokens → what articles state: names, quantities, times and attributions, each with its place in the text."""
