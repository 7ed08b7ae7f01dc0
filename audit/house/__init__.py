"""What a newsroom knows: people and organisations, phrases, outlets."""
