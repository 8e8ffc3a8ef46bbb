"""What is said of the dataset itself."""
