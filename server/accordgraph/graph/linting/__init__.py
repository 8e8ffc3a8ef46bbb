"""Rules about content that shapes cannot express."""
