"""Tests of released versions and their histories."""
