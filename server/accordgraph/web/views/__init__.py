"""The areas of the application: one blueprint each."""
