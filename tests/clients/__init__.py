"""Other people's clients, each asked for what the dump says, too."""
