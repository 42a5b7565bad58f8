"""Statements on a change that both texts prove."""
