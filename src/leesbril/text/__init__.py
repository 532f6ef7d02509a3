"""Text → paragraphs, sentences, words and terms. All language-dependent code is here."""
