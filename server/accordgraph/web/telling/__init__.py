"""What a page tells of a thing in a reader's words: facts in groups, who says so, what it has to do with."""
