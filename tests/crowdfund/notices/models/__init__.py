"""tests / notices / models"""
