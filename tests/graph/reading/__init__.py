"""Tests of reading the content."""
