"""Hostile questions over hostile documents, of which none may bring forth a harmful answer."""
