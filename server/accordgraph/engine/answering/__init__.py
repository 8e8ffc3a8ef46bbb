"""Answers: made once, written, handed on and kept."""
