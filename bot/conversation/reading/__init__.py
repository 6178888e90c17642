"""What there is to read: advice, exercises with their figures, pages of our own."""
