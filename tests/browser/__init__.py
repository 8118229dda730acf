"""The site in a browser: Chromium without a screen and without a network."""
