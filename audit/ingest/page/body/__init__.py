"""Where in a page the article stands, and what there is no part of it."""
