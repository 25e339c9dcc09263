"""The page that reads the skin and finds what suits it."""
