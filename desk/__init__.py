"""The review desk: pieces that are audited as they are edited, and the service for programs."""
