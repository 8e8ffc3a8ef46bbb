"""Figures that no source states, computed from what is believed by named derivations."""

from .derivations import DERIVATIONS, derived
from .premises import needed, premises

__all__ = ["DERIVATIONS", "derived", "needed", "premises"]
