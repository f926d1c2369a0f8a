extern "C" void throw_successor(int value) { throw value + 1; }
