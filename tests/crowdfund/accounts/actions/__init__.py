"""tests / accounts / actions"""
