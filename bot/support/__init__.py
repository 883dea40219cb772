"""Do passages support a sentence? Without a language model, and with a reason for each no."""
