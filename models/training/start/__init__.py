"""What a training run begins with: an encoder, earlier heads, and how both are put together."""
