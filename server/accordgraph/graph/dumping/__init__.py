"""The dumps."""
