"""What a report's text says: numbers with what they count, statements of none, shares, lists, years, names. Pure.

Only what is unambiguous is read; a number whose subject is not certain is nobody's business. The rules compare what
was read with the tables.
"""
