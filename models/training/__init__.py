"""From annotated examples to a network's weights."""
