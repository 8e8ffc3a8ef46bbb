"""The program with engines of other people, each started for real."""
