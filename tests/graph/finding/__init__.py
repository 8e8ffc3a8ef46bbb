"""Tests of what finds things."""
