"""Neural networks: which model files there are, where they come from, and what runs them."""
