"""What the check catches: sources with one value swapped at random, each checked against its text.

`cd tests && python -m mutation --seed 1 --count 200` prints the catch rate and lists what was missed.
"""
