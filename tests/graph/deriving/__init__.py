"""Tests of derived figures."""
