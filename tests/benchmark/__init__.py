"""Measurements of the server: beside its peers, and under siege. See README.md."""
