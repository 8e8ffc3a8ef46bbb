"""Figures that no source states, computed from what is believed by named derivations."""
