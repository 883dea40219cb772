"""The Teams surface. Nothing outside this package imports botbuilder, botframework or msrest."""
