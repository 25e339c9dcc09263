"""The page that wears the makeup of photos."""
