"""Makeup taken from a photograph: the photo is read, and what it wears becomes a look."""
