"""The commands of `danvan`, by what people come for: arguments in, one call, print."""
