"""tests / audit / queries"""
