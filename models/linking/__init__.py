"""From mentions to clusters, one for each source."""
