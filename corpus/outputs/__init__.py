"""The published files, one module each, named in a dict."""
