"""Articles wherever they are → some thousands at a time, on one machine or many, with a bar for who waits."""
