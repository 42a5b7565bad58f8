"""history, blame, link, timeline."""
