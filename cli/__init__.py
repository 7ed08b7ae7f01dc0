"""The commands: they take arguments, call, and print."""
