"""`onrecord eval`: how good the labels are, against articles that people annotated."""
