"""The audit's types and their JSON Schema."""
