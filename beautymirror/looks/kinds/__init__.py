"""The kinds of makeup, by the part of the face that they are for."""
