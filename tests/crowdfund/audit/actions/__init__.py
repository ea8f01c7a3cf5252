"""tests / audit / actions"""
