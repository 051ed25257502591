"""Marking: every notebook handed in runs in a confined process of its own, and is judged outside.

What a notebook could do to forge its marks: hand in what the book itself holds to be right, since
every learner has the book, and for code that is put through trials claim that it passed them. It
says nothing but its own answers, as data; it never says a verdict on numbers, nor on functions that
are compared, and it cannot reach the marks of others.
"""
