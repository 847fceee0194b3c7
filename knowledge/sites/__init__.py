"""Where residents can go: booths, temporary points, courier points and hospitals, with their hours."""
