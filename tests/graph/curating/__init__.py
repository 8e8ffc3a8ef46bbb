"""Tests of what helps those who write content."""
