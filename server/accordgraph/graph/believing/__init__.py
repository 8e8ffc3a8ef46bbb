"""From what sources state to what a reader should believe."""
