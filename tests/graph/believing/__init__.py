"""Tests of what a reader should believe."""
