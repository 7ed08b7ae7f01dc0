"""Whether one evaluation run is better than another."""
