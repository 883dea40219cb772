"""One reader a format: a file's bytes in, an `Outline` out."""
