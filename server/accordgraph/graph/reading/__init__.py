"""The content's files, read."""
