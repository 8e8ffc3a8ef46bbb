"""What all responses share: languages and formats, links, validators, problems."""
