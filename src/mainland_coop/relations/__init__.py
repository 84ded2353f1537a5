"""How instruments and bodies are related, as plain results and as graphs."""
