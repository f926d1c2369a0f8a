#pragma once

// From text to effect: read a form, analyze it, emit its code, load it, run it.
//
// Everything from reading to loading happens without collection; while a form's code runs, collection may happen. So all functions
// here are of the rooted sort: their callers hold no unrooted values.

#include "codegen/unit_code.hpp"
#include "hot_reload/transaction.hpp"
#include "object/symbol.hpp"
#include "reader/reader.hpp"

#include <functional>

namespace jank::hot_reload {

// Milliseconds of one evaluation, by stage. The histograms of all of them are in statistics.hpp.
struct stage_times {
  double read{};
  double analyze{};
  double emit{};
  double load{};
  double run{}; // the form's own code, rebinding included
  double total() const { return read + analyze + emit + load + run; }
};

// Who wants to see the code of every form that is evaluated (a compilation ahead of time). Units given to it live until it returns.
class code_observer {
public:
  virtual ~code_observer() = default;
  virtual void see(codegen::unit_code const &form) = 0;
  // Between the two, forms are those of a file that is being loaded. A file that throws ends too.
  virtual void begin_file(std::string const &unit_name, std::string const &path) = 0;
  virtual void end_file(bool whole) = 0;
};
// Null: nobody. Returns who it was before.
code_observer *observe_code(code_observer *observer);
// Who observes now; null: nobody.
code_observer *current_observer();
// While it lives, forms are hidden from the observer, or shown to it. Hidden are those of eval, whose call is itself part of the
// program; shown again are those of a file that is loaded on the way.
class observation {
public:
  explicit observation(bool shown);
  ~observation();
  observation(observation const &) = delete;
  observation &operator=(observation const &) = delete;

private:
  bool before_;
};

// Evaluates one form in the current namespace. A top-level `do` is evaluated form by form, so that macros it defines are there for what
// follows. Throws reader::source_error for wrong forms, and what the code throws.
object::object_ref evaluate_form(object::object_ref form, reader::position_table &positions,
                                 reader::source_text const &source, stage_times *times = nullptr);

// Evaluates all forms of a text, each as a load of its own (transaction.hpp); the value of the last one. `each` is called with every
// value (it may be empty).
object::object_ref evaluate_text(reader::source_text const &source, stage_times *times = nullptr,
                                 std::function<void(object::object_ref)> const &each = {});
// The same as one load: all of them, or nothing.
object::object_ref evaluate_whole(reader::source_text const &source, load_kind kind);
// A form that is not part of a text, as a load.
object::object_ref evaluate_alone(object::object_ref form);

// Evaluates a file with *file* set; *ns* is as before afterwards. The path is read through the host. `final_namespace` gets the
// name of the namespace that was current at its end.
object::object_ref load_file(std::string const &path, std::string *final_namespace = nullptr);

// Where namespaces are looked for: folders, in order. A namespace `my.app-core` is my/app_core.jank, .cljc or .clj.
void add_module_path(std::string folder);
// Gives unit/loading.hpp its files.
void initialize_files();

// The top-level form in which the last load that failed did so: "file:line:column"; "" when it is not known.
std::string const &failed_form();

// After a trap: no evaluation is running, because its frames are gone.
void forget_evaluations();

// The source text a form is being compiled from, for errors that leave the pipeline; null when none is.
reader::source_text const *current_source();

// What an error says to people: "file:line:column: message", the line and a caret where there is a position.
std::string describe_exception(std::exception_ptr e);

} // namespace jank::hot_reload
