"""Amending decisions: what they instruct, and what the amended text reads like."""
