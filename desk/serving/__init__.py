"""What the desk and the service share as servers: listening, bounded requests, plain errors."""
