#include "host/batch.hpp"

#include "host/describe.hpp"
#include "host/host.hpp"
#include "host/start.hpp"
#include "hot_reload/data_readers.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/guard.hpp"
#include "hot_reload/transaction.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "namespace/output.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/list.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "unit/loading.hpp"
#include "unit/rethrow.hpp"
#include "unit/trace.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>

namespace jank::host {

using namespace object;

namespace {

std::string on_one_line(std::string const &text) {
  std::string line;
  for(char const c : text) {
    if(c == '\n') {
      line += "\\n";
    } else {
      line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return line;
}

bool has_position(error const *e) {
  if(is_map(e->data) && get(e->data, make_keyword("line")).is_some()) { return true; }
  auto const calls{unit::frames_of_error(e)};
  return std::any_of(calls.begin(), calls.end(), [](unit::frame const &f) { return !f.file.empty(); });
}

std::string error_outcome(char const *kind, bool source, std::string const &text) {
  return std::string{"error "} + kind + (source ? " : " : " nosource : ") + text;
}

std::string outcome_of(reader::source_error const &e) {
  std::string text{e.file};
  if(e.at.known()) { text += ":" + std::to_string(e.at.line) + ":" + std::to_string(e.at.column); }
  text += ": " + e.message + (e.hint.empty() ? "" : " (" + e.hint + ")");
  if(e.unsupported) { return "unsupported " + text; }
  return error_outcome(e.why == error_kind::reader ? "reader" : "compiler", e.at.known(), text);
}

std::string outcome_of_thrown(object_ref thrown) {
  auto const *const e{try_cast<error>(thrown)};
  if(e == nullptr || e->why == error_kind::none) { return "throw " + to_readable(thrown); }
  std::string const text{to_text(error_message(thrown))};
  if(is_map(e->data) && get(e->data, make_keyword("jank", "unsupported")).truthy()) { return "unsupported " + text; }
  char const *const kind{e->why == error_kind::reader     ? "reader"
                         : e->why == error_kind::compiler ? "compiler"
                                                          : "runtime"};
  return error_outcome(kind, has_position(e), std::string{error_kind_name(e->why)} + ": " + text);
}

std::string outcome_of(std::exception_ptr e) {
  try {
    unit::rethrow(e);
  } catch(reader::source_error const &s) { return outcome_of(s); } catch(thrown_value const &t) {
    return outcome_of_thrown(t.value);
  } catch(...) { return error_outcome("runtime", false, describe(std::current_exception())); }
}

struct request {
  std::string const &path;
  std::string outcome;
};

// Printing is guarded with the rest: a lazy value runs the program's code.
word answer_guarded(word argument) {
  auto *const r{reinterpret_cast<request *>(argument)};
  memory::rooted<object_ref> const value{hot_reload::load_file(r->path)};
  r->outcome = "value " + to_readable(value);
  return 0;
}

std::string answer(std::string const &path) {
  request r{path, {}};
  try {
    hot_reload::call_guarded(reinterpret_cast<void *>(answer_guarded), reinterpret_cast<word>(&r), "the program");
    return r.outcome;
  } catch(...) {
    // Describing what was thrown may throw again: it prints values.
    try {
      return outcome_of(std::current_exception());
    } catch(...) { return error_outcome("runtime", false, "what was thrown cannot be printed"); }
  }
}

// The image before a file.
class starting_point {
public:
  starting_point() : user_{ns::current_namespace()} {}

  void restore() {
    ns::pop_bindings_to(depth_);
    ns::drop_captures();
    hot_reload::forget_evaluations();
    unit::forget_pending();
    image_.restore();
    ns::set_current_namespace(user_);
  }

private:
  memory::rooted<ns::name_space *> user_;
  std::size_t depth_{ns::binding_depth()};
  hot_reload::checkpoint image_;
};

std::optional<std::string> read_line() {
  std::unique_ptr<char, void (*)(void *)> const line{jank_host_read_line(), std::free};
  if(line == nullptr) { return std::nullopt; }
  return std::string{line.get()};
}

} // namespace

int run_batch(std::vector<std::string> const &arguments) {
  if(!arguments.empty()) {
    std::fputs("jank: batch takes no arguments: it reads paths from standard input, one a line\n", stderr);
    return 2;
  }
  ns::send_out_to_errors();
  if(int const status{reported([] { hot_reload::load_data_readers(); })}; status != 0) { return status; }
  while(auto const path{read_line()}) {
    if(path->find_first_not_of(" \t") == std::string::npos) { continue; }
    starting_point image;
    std::string const line{*path + "\t" + on_one_line(answer(*path)) + "\n"};
    ns::flush_out();
    std::fflush(stderr);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
    image.restore();
    memory::clear_dead_stack();
  }
  return 0;
}

} // namespace jank::host
