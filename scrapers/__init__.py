"""I bring pages back politely and say what they say, word for word; I keep and judge nothing."""
