"""Documents that change while the server runs: where they come from, and who indexes them."""
