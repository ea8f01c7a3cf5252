"""web / charts: pictures drawn on the server as SVG, with whole numbers only and always with a table beside them.

The picture carries classes and never a colour, so it follows light, dark and print; words stand beside it as text, so
they stay readable at any width. Each chart returns a whole `figure`.
"""
