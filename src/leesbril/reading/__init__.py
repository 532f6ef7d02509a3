"""Files of many formats → the articles frame and the load report; also synthetic articles."""
