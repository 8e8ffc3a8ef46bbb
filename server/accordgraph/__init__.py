"""Accord Graph: a knowledge graph of international cooperation agreements, and its server."""

__version__ = "0.1.0"
