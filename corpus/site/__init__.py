"""The analyst's pages: a configured Datasette over the corpus; reads only."""
