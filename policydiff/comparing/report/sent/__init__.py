"""The 对照表 of a profile, as it is sent."""
