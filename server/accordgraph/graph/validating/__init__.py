"""Validation by SHACL shapes."""
