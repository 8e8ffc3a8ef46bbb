"""Tests of rules that shapes cannot express."""
