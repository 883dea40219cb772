"""What all platforms share: accepting, answering once, remembering, limits, metrics and logs."""
