"""From attributions and sentences to claims, and what each source contributes."""
