"""The desk as a web application for the browser on the same machine."""
