"""Westmark: a country that does not exist, its insurers' sites, and a server that shows them."""
