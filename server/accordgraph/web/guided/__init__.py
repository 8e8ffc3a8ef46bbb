"""Guided questions: what there is to ask and to choose, what was asked, and the answers."""
