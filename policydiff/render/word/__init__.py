"""What our Word files share: pages, fonts, headers, runs, tracked changes; the official layout of a
text.
"""
