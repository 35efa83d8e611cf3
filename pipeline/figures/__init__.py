"""Numbers that count: values, units, what is counted, and whether the sums agree."""
