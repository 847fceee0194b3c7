"""Documents as the console shows and changes them: releases read once, and forms of notices, answers and rows."""
