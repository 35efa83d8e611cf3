"""A replica of a provincial portal, served on loopback, with the traps real ones have."""
