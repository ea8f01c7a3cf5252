"""tests / accounts"""
