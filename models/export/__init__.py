"""From a trained network to the int8 graph that CPUs run."""
