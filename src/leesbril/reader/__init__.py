"""Two articles and their shared passages → an HTML page."""
