"""Words that invented names are made of."""

from __future__ import annotations

#: Cities that do not exist.
PLACES = tuple(
    first + last
    for first in ("Al", "Bren", "Cor", "Dal", "El", "Far", "Gren", "Hol", "Ister", "Jor", "Kal", "Lun", "Mar")
    for last in ("avia", "berg", "caster", "dorf", "field", "grad", "haven", "mouth", "polis", "stad", "wick")
)
FIRST = ("Ada", "Bela", "Chiyo", "Dara", "Emil", "Farah", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lena")
LAST = ("Abara", "Bergen", "Castel", "Doi", "Ekman", "Fonseca", "Grau", "Hirata", "Ito", "Jansen", "Keller")
#: A class, and a name for it with places for a city and a number; as often as they are in here.
KINDS_OF_ORGANIZATIONS = (
    ("University", "University of {0} {1}"),
    ("University", "{0} Institute of Technology {1}"),
    ("Company", "{0} Robotics {1}"),
    ("Company", "{0} Semiconductors {1}"),
    ("Company", "{0} Systems {1}"),
    ("Foundation", "{0} Foundation {1}"),
)
SUBJECTS = ("joint research", "student exchange", "a shared laboratory", "training", "open data", "standards")
TYPES = ("research-partnership", "university-corporate-partnership", "education-partnership")
FIELDS = (
    "artificial-intelligence", "semiconductor-engineering", "life-sciences", "quantum-computing",
    "workforce-development", "ai-for-robots", "ai-for-scientific-discovery",
    "multimodal-and-multilingual-learning",
)  # fmt: skip
#: None that the checkout's own data use: an amount is described once.
CURRENCIES = ("EUR", "EUR", "EUR", "CAD", "CHF", "SEK")
