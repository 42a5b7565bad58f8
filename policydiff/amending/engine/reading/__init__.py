"""A decision to operations, sentence by sentence."""
