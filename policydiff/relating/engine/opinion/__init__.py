"""The measures of an opinion and the articles that answer them."""
