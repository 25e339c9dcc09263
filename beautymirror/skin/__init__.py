"""What can be seen of the skin: colour, signs, and what suits them. Works on the processor."""
