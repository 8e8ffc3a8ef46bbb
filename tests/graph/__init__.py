"""Tests of the room that makes snapshots."""
