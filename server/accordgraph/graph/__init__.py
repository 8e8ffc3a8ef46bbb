"""From Turtle files to a snapshot."""
