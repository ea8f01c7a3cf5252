"""tests / notices / actions"""
