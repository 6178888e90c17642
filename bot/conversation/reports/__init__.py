"""What the runner did: read back, filed, corrected, looked back on."""
