#include "hot_reload/evaluate.hpp"

#include "analyzer/analyzer.hpp"
#include "codegen/generate.hpp"
#include "host/host.hpp"
#include "hot_reload/definitions.hpp"
#include "hot_reload/failed_form.hpp"
#include "hot_reload/pending_code.hpp"
#include "hot_reload/plain_form.hpp"
#include "hot_reload/statistics.hpp"
#include "hot_reload/unit_of_code.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"
#include "namespace/namespace.hpp"
#include "namespace/output.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/multimethod.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "unit/guard.hpp"
#include "unit/unit.hpp"

#include <optional>
#include <utility>

namespace jank::hot_reload {

using namespace object;

namespace {

code_observer *observer{};
bool observer_sees{true};
reader::source_text const *source_now{};
std::uint32_t nesting{}; // evaluations that are running
std::uint32_t form_number{};

class stopwatch {
public:
  double lap() {
    double const now{jank_host_now_ms()};
    double const spent{now - last_};
    last_ = now;
    return spent;
  }

private:
  double last_{jank_host_now_ms()};
};

// The compiler itself may exhaust the stack, below a guard in the program: then no scope ends in order.
void preserve_state() {
  static bool const done{[] {
    unit::preserve(&nesting);
    unit::preserve(reinterpret_cast<std::uint32_t *>(&source_now));
    unit::preserve(reinterpret_cast<std::uint32_t *>(&observer));
    return true;
  }()};
  static_cast<void>(done);
}

struct evaluation_scope {
  explicit evaluation_scope(reader::source_text const &s) : outer{source_now} {
    preserve_state();
    ++nesting;
    source_now = &s;
  }
  ~evaluation_scope() {
    --nesting;
    source_now = outer;
  }
  reader::source_text const *outer;
};

bool is_do(object_ref form) {
  static symbol const *const do_symbol{make_symbol("do")};
  if(!has_flag(form, flag_seq)) { return false; }
  object_ref const head{first(form)};
  return is<symbol>(head) && same_symbol(cast<symbol>(head), do_symbol);
}

// What a form came to before anything of it ran: a unit to be run, a definition to be made, or a method to be added.
struct compiled_form {
  unit::unit *runs{};
  ns::var *defines{};
  object_ref value{}; // the var has none when it is only declared
  object_ref meta{};
  bool has_value{};
  object_ref adds_to{}; // a multimethod, and `value` is the method
  object_ref dispatch_value{};
};

// A definition that runs nothing. Where somebody watches, the form runs, so that an error which comes out of the watch has it in its trace.
bool only_defines(analyzer::node const *n, codegen::unit_code const &code, function_places &functions) {
  if(n->what != analyzer::node_kind::def) { return false; }
  auto const *const d{static_cast<analyzer::def_node const *>(n)};
  auto const plain{[&](analyzer::node const *part) { return part == nullptr || is_plain(part, code, functions); }};
  return d->target->watches.is_nil() && plain(d->init) && plain(d->meta);
}

unit::unit *unit_of(codegen::unit_code &&code, function_places const &functions) {
  return functions.empty() ? nullptr : add_pending(std::move(code));
}

compiled_form definition_of(analyzer::def_node const *n, unit::unit const *made, function_places const &functions) {
  compiled_form form;
  form.defines = n->target;
  form.meta = value_of_plain(n->meta, made, functions);
  form.has_value = n->init != nullptr;
  form.value = value_of_plain(n->init, made, functions);
  return form;
}

compiled_form method_of(method_form const &method, unit::unit const *made, function_places const &functions) {
  compiled_form form;
  form.adds_to = method.multimethod->target->value;
  form.dispatch_value = value_of_plain(method.dispatch_value, made, functions);
  form.value = value_of_plain(method.function, made, functions);
  return form;
}

// Of a form that runs nothing. `code` is as it was when it is another.
std::optional<compiled_form> plain_form_of(analyzer::node const *n, codegen::unit_code &&code) {
  function_places functions;
  if(only_defines(n, code, functions)) {
    return definition_of(static_cast<analyzer::def_node const *>(n), unit_of(std::move(code), functions), functions);
  }
  functions.clear();
  method_form const method{method_form_of(n, code, functions)};
  if(method.multimethod == nullptr) { return std::nullopt; }
  return method_of(method, unit_of(std::move(code), functions), functions);
}

// In a frame of its own, which is gone when the form runs: its vectors' old buffers are memory that objects may lie in then.
[[gnu::noinline]] compiled_form compile_form(object_ref form, reader::position_table const &positions,
                                             reader::source_text const &source, stopwatch &watch, stage_times &spent) {
  auto const tree{analyzer::analyze(form, positions, source)};
  for(std::string const &w : tree->warnings) { ns::write_error(w + "\n"); }
  spent.analyze = watch.lap();
  codegen::unit_code code;
  code.name = qualified_name(ns::current_namespace()->name);
  code.file = source.name;
  codegen::generate(code, *tree);
  if(observer != nullptr && observer_sees) { observer->see(code); }
  code.name += ":" + std::to_string(++form_number);
  if(auto plain{plain_form_of(tree->root, std::move(code))}; plain.has_value()) {
    spent.emit = watch.lap();
    return *plain;
  }
  spent.emit = watch.lap();
  compiled_form made;
  made.runs = load_at_once(code);
  spent.load = watch.lap();
  return made;
}

object_ref define(compiled_form const &made) {
  if(made.adds_to.is_some()) {
    add_method(cast<multimethod>(made.adds_to), made.dispatch_value, made.value);
    return made.adds_to;
  }
  if(made.has_value) {
    ns::define(made.defines, made.value, made.meta);
  } else if(made.meta.is_some()) {
    ns::set_meta(made.defines, made.meta);
  }
  return made.defines;
}

object_ref run_form(object_ref form, reader::position_table const &positions, reader::source_text const &source,
                    stage_times *times) {
  stopwatch watch;
  stage_times spent;
  compiled_form const made{compile_form(form, positions, source, watch, spent)};
  memory::rooted<object_ref> value;
  if(made.runs == nullptr) {
    value = define(made);
  } else {
    memory::clear_dead_stack();
    // A fault becomes an exception here, so that everything that evaluates is left in an orderly way.
    unit::guarded([&] { value = unit::run_init_rooted(made.runs); });
  }
  spent.run = watch.lap();
  note_stages(spent);
  if(times != nullptr) {
    times->analyze += spent.analyze;
    times->emit += spent.emit;
    times->load += spent.load;
    times->run += spent.run;
  }
  return value;
}

} // namespace

code_observer *observe_code(code_observer *next) {
  code_observer *const before{observer};
  observer = next;
  return before;
}

code_observer *current_observer() { return observer; }

observation::observation(bool shown) : before_{std::exchange(observer_sees, shown)} {}
observation::~observation() { observer_sees = before_; }

void forget_evaluations() {
  nesting = 0;
  source_now = nullptr;
  observer_sees = true;
}

reader::source_text const *current_source() { return source_now; }

object_ref evaluate_form(object_ref form, reader::position_table &positions, reader::source_text const &source,
                         stage_times *times) {
  evaluation_scope const scope{source};
  stopwatch watch;
  object_ref const expanded{analyzer::expand_top_level(form, positions, source)};
  if(times != nullptr) { times->analyze += watch.lap(); }
  if(!is_do(expanded)) { return run_form(expanded, positions, source, times); }
  reader::position const at{positions.find(expanded)};
  memory::rooted<object_ref> rest{next(expanded)};
  memory::rooted<object_ref> value{nil};
  while(rest.get().is_some()) {
    // What a macro made stands where its call stood.
    object_ref const part{first(rest)};
    if(has_flag(part, flag_seq) && !positions.find(part).known()) { positions.set(part, at); }
    value = evaluate_form(part, positions, source, times);
    rest = next(rest);
  }
  return value;
}

namespace {

// The next form, with the place where it begins.
std::optional<object_ref> read_form(reader::reader &in, stage_times *times, reader::position &at) {
  // Forms whose code has no safepoint of its own, such as ns, leave garbage too.
  if(jank_safepoint_request != 0) { jank_safepoint(); }
  stopwatch watch;
  auto const form{in.read()};
  if(!form.has_value()) { return form; }
  double const spent{watch.lap()};
  note_stage(stage::read, spent);
  if(times != nullptr) { times->read += spent; }
  at = in.positions().find(*form);
  return form;
}

// Calls `evaluate` with each form of the text and its place, and records what it defines. Errors leave with the lines that they are about, and with the form that
// failed noted.
template <typename F> void each_form(reader::source_text const &source, stage_times *times, F &&evaluate) {
  evaluation_scope const scope{source};
  reader::reader in{source};
  reader::position at;
  try {
    for(;;) {
      at = in.where();
      reader::position const begin{at};
      std::size_t const from{in.offset()};
      memory::rooted<object_ref> form;
      {
        auto const read{read_form(in, times, at)};
        if(!read.has_value()) { return; }
        form = *read;
      }
      recording record;
      evaluate(form.get(), in.positions(), at);
      record.finish(form, source, std::string_view{source.text}.substr(from, in.offset() - from), begin);
    }
  } catch(reader::source_error &e) {
    if(e.rendered.empty()) { e.rendered = reader::describe(source, e.at, e.message, e.hint); }
    note_failed_form(source.name, at);
    throw;
  } catch(...) {
    note_failed_form(source.name, at);
    throw;
  }
}

} // namespace

object_ref evaluate_text(reader::source_text const &source, stage_times *times,
                         std::function<void(object_ref)> const &each) {
  memory::rooted<object_ref> value{nil};
  each_form(source, times, [&](object_ref form, reader::position_table &positions, reader::position at) {
    transact({load_kind::form, source.name, at}, [&] {
      value = evaluate_form(form, positions, source, times);
      double const loading{load_pending()};
      if(times != nullptr) { times->load += loading; }
    });
    if(each) { each(value); }
  });
  return value;
}

object_ref evaluate_whole(reader::source_text const &source, load_kind kind) {
  memory::rooted<object_ref> value{nil};
  transact({kind, source.name}, [&] {
    each_form(source, nullptr, [&](object_ref form, reader::position_table &positions, reader::position) {
      value = evaluate_form(form, positions, source);
    });
  });
  return value;
}

object_ref evaluate_alone(object_ref form) {
  static reader::source_text const source{"<eval>", {}};
  memory::rooted<object_ref> value{nil};
  transact({load_kind::form, source.name}, [&] {
    memory::rooted<object_ref> const kept{form};
    recording record;
    reader::position_table positions;
    value = evaluate_form(form, positions, source);
    record.finish(kept, source, {}, {});
  });
  return value;
}

} // namespace jank::hot_reload
