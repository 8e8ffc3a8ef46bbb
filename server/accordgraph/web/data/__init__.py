"""What a snapshot says, read by fixed patterns, and how a reader sees it."""
