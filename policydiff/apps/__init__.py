"""Programs put together out of all matters: site, assistant, demo."""
