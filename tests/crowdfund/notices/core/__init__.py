"""tests / notices / core"""
