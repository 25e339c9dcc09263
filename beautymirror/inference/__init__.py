"""Neural networks: which model files there are, where they come from, and what runs them."""

import os

# onnxruntime's own builds number the computer and send its make, the models' names and how often
# they run to Microsoft, some ten seconds after the first session. Only this stops all of it, and
# only before onnxruntime is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
