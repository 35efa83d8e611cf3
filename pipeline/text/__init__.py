"""Words: a published text becomes a clean one, and a clean one becomes tokens with offsets."""
