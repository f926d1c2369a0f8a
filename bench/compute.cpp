// The C++ side of bench/compute.mjs: the same two programs as compute.jank, on raw 64-bit integers with the same overflow checks.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum;
  if(__builtin_add_overflow(a, b, &sum)) { std::abort(); }
  return sum;
}

// Through a cell that may change, as a call through a var is.
std::int64_t (*volatile fib_cell)(std::int64_t);

std::int64_t fib(std::int64_t n) { return n < 2 ? n : add(fib_cell(n - 1), fib_cell(n - 2)); }

__attribute__((noinline)) std::int64_t sum_loop(std::int64_t n) {
  std::int64_t sum{};
  for(std::int64_t i{}; i < n; i = add(i, 1)) {
    sum = add(sum, i);
    asm volatile("" : "+r"(sum)); // or the loop becomes a formula
  }
  return sum;
}

template <typename F> void report(char const *name, std::int64_t expected, F f) {
  if(f() != expected) { std::abort(); }
  for(int i{}; i < 3; ++i) { f(); }
  std::printf("%s [", name);
  for(int i{}; i < 15; ++i) {
    auto const start{std::chrono::steady_clock::now()};
    f();
    std::printf("%f ", std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::puts("]");
}

} // namespace

int main() {
  fib_cell = fib;
  report("fib", 2178309, [] { return fib_cell(32); });
  report("loop", 4999999950000000, [] { return sum_loop(100'000'000); });
}
