"""What published checklists ask of a data set, an ontology and a server: one small test for each check.

Each test carries the check that it stands for: `@pytest.mark.check("8.1", "what is checked")`. What they find
is the table that the server shows at /quality; `untested.csv` holds what no test can decide, and why.
"""
