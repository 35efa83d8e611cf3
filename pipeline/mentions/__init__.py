"""What a text points at: administrative units, stretches of time, legal documents."""
