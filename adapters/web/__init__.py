"""The web surface: the chat, the catalogue of roles and the reader."""
