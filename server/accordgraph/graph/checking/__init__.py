"""What `check` does: all that is asked of content, and how it is told."""
