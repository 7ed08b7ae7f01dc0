"""From mentions to clusters, one a source."""
