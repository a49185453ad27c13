"""A stand-in for Flower, as far as a client mod touches it: the constructors and the call of mods that it documents."""
