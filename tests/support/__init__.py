"""What tests share: a pseudo-terminal, keys for the reader, calls of the program, an oracle, power cuts."""
