"""Text → paragraphs, sentences and words, and what each word is counted as. All that hangs on a language is here."""
