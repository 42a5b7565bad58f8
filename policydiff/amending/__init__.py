"""Amending decisions: what they instruct, read sentence by sentence."""
