"""Looks: every kind of makeup declared once, and the documents that are made of them."""
