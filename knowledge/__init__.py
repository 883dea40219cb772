"""Role documents: reading them, and finding what they say; who asks, and why, is not known."""
