#include "namespace/output.hpp"

#include <cstdio>
#include <utility>

namespace jank::ns {

namespace {
output_capture *innermost{nullptr};
bool to_errors{};
} // namespace

output_capture::output_capture() : outer_{innermost} { innermost = this; }
output_capture::~output_capture() { innermost = outer_; }
std::string output_capture::take() { return std::exchange(text_, {}); }

void write_out(std::string_view text) {
  if(innermost != nullptr) {
    innermost->text_ += text;
  } else {
    std::fwrite(text.data(), 1, text.size(), to_errors ? stderr : stdout);
  }
}

void send_out_to_errors() { to_errors = true; }

void drop_captures() { innermost = nullptr; }

void flush_out() {
  if(innermost == nullptr) { std::fflush(to_errors ? stderr : stdout); }
}

} // namespace jank::ns
