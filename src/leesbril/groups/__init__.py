"""Groups and time: what sets groups apart, what rises, who had a match earlier; with what the data can bear."""
