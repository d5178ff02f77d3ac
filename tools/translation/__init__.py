"""What the checks of translations learned from parallel texts, learned anew."""
