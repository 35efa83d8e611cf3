"""Fields, indicators, units and places as data, and their loader."""
