"""What stands between the sockets and the routes: nothing that comes over HTTP may hang, crowd out others or be
misread."""
