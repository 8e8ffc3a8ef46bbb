"""Tests of the dumps."""
