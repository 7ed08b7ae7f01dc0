"""Text in, attributions and linked sources out.

This floor knows nothing of articles, files or reports. `Tagger` (in
`onrecord.models.tagger`) is its door; the words all floors share stand in
`onrecord.models.labels` and `onrecord.models.types`.
"""
