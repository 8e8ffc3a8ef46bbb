"""The pages of the ontology and of the shapes."""
