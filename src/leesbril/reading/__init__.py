"""A path → the articles frame and the load report, whatever the form of the files."""
