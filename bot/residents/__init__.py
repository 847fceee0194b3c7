"""What residents asked and were told, as the content team looks at it, and corrections of what holds no more."""
