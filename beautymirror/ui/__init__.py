"""The window: everything a person sees, and the only part of the program that knows Qt."""
