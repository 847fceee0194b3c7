"""What tells who somebody is: masked where it leaves, deleted when it is old or asked for."""
