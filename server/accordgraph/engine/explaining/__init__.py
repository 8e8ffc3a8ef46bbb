"""What is wrong with a query, said so that it can be mended."""
