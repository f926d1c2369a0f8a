// Loads side.wasm and catches what it throws.
#include <cstdio>
#include <dlfcn.h>

int main() {
  void *side = dlopen("side.wasm", RTLD_NOW);
  if(side == nullptr) {
    std::printf("%s\n", dlerror());
    return 1;
  }
  auto throw_successor = reinterpret_cast<void (*)(int)>(dlsym(side, "throw_successor"));
  try {
    throw_successor(41);
  } catch(int value) { std::printf("caught %d\n", value); }
}
