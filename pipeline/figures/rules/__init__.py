"""The indicators' patterns, one module per family; patterns only."""
