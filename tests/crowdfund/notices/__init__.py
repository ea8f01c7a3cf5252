"""tests / notices"""
