"""The only way out of this project to the network.

http and https, to public addresses, on ports 80 and 443, with a name, within robots.txt, at a pace,
of bounded size. No stealth: a refusal is `Blocked`, and is published as such.
"""
