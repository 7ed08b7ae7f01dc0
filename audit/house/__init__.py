"""What a newsroom knows of its own: people and bodies, phrases, outlets."""
