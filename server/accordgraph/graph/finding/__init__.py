"""By what things are found."""
