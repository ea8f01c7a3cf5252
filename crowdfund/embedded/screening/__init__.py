"""embedded / screening: a sandbox screening provider (身份核验与名单筛查), a separate process speaking HTTP.

It knows no register and no list, only names that stand for an outcome; its own page prints them. It keeps nothing of
a person. On bad days answers come twice, in the wrong order, late, or not at all until somebody asks.
"""
