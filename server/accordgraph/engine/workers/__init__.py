"""Query processes: what one does, and who has which of them for how long."""
