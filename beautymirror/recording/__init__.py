"""Pictures and videos written to disk, whole or not at all."""
