"""Quality in figures: what makeup does on faces of every tone."""
