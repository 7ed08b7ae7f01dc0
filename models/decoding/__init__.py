"""From the network's scores to relations of source, cue and content."""
