"""An audit as comments in a Word file: on the draft itself, or on a plain copy of its text."""
