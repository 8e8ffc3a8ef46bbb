"""What a reader should believe, looked through once for all that is told of it as a whole."""
