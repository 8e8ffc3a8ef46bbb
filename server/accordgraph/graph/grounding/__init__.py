"""Whether a source's text says what its file states."""
