"""Released versions, and what each changed."""
