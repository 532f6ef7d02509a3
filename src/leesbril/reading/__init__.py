"""The back room of `articles`: from the files of a folder to rows of text, whatever the form they are in."""
